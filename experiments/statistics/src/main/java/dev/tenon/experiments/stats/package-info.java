/**
 * What trials say and what they do not: means and their intervals, paired comparisons with correction for
 * many, effect sizes, and spectra of features.
 */
@NullMarked
package dev.tenon.experiments.stats;

import org.jspecify.annotations.NullMarked;
