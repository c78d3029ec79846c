package dev.tenon.experiments.read;

import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Scalar;

/**
 * A value to be put at a place in an experiment, as {@code train.epochs}.
 *
 * @param path keys joined by dots, and where it is written
 */
record SettingChange(Scalar path, Node value) {}
