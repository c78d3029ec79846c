package dev.tenon.api.training;

import java.util.List;

/**
 * What a metric compares outputs with: the targets of a split, a row for each example or, where targets lie at positions as the
 * pixels of a mask, for each position. Rows whose target is not known are not among them.
 *
 * @param kind what the targets are
 * @param names the name of each class, label or number; empty for numbers that have none
 * @param units outputs of a row
 * @param values {@code [count]} for classes, else {@code [count, units]}, row-major. Not to be written to.
 * @param count how many rows there are
 */
public record TargetRows(Targets kind, List<String> names, int units, float[] values, int count) {}
