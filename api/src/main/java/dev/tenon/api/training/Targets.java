package dev.tenon.api.training;

/** What the targets of examples are. */
public enum Targets {
    /** One class index for each example, {@code [n]}. */
    CLASSES,
    /** +1 (present) or -1 (absent) for each example and output, {@code [n, units]}. */
    SIGNS,
    /** Any numbers, {@code [n, units]}. */
    NUMBERS
}
