/** From a file's nodes to an experiment, checked whole, and back: {@link dev.tenon.experiments.read.PlanReader} is where to begin. */
@NullMarked
package dev.tenon.experiments.read;

import org.jspecify.annotations.NullMarked;
