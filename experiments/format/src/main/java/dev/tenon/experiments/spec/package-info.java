/** What a user writes, checked whole: YAML text to {@link dev.tenon.experiments.spec.ExperimentSpec}. */
@NullMarked
package dev.tenon.experiments.spec;

import org.jspecify.annotations.NullMarked;
