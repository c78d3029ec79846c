/** Weights in files that other programs wrote. */
@NullMarked
package dev.tenon.experiments.weights;

import org.jspecify.annotations.NullMarked;
