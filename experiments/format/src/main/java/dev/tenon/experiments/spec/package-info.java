/** An experiment as records: what a file says with every default filled in, an {@link dev.tenon.experiments.spec.ExperimentSpec}. */
@NullMarked
package dev.tenon.experiments.spec;

import org.jspecify.annotations.NullMarked;
