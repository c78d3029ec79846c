package dev.tenon.experiments.spec;

import dev.tenon.experiments.spec.Node.Scalar;

/**
 * A value to be put at a place in an experiment, as {@code train.epochs}.
 *
 * @param path keys joined by dots, and where it is written
 */
record Change(Scalar path, Node value) {}
