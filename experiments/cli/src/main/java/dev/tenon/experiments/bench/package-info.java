/** How fast this machine computes: networks, single ops, and how their cost grows. */
@org.jspecify.annotations.NullMarked
package dev.tenon.experiments.bench;
