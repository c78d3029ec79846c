package dev.tenon.api.backend;

/**
 * How long a part of a program took.
 *
 * @param kind what it did, in the words of the ops, such as {@code conv2d-weight-gradient}; {@code update} for what writes the
 *     next values of leaves
 * @param nanos in ns
 */
public record Timing(String kind, long nanos) {}
