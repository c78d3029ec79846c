package dev.tenon.plugins.datasets.scenes;

import java.util.Locale;

/** How often a pair of digits is met in training. */
enum PairKind {
    FREQUENT,
    RARE,
    UNSEEN;

    /** Its name as a column and as a class: {@code rare}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
