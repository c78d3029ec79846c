/**
 * How well outputs fit targets, over a whole split, in double on the host. An output above 0 says that a thing is
 * present; of several classes the one with the largest output is chosen, the first of equal ones. Several outputs
 * count as the mean of what each gives (macro average). A measure that the split does not define is NaN, as is that of
 * outputs that are not all finite.
 */
@NullMarked
package dev.tenon.layers.metrics;

import org.jspecify.annotations.NullMarked;
