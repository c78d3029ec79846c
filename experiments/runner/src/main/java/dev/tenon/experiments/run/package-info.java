/** Trials: what is trained and measured, one by one or side by side, and what is recorded of each. */
@NullMarked
package dev.tenon.experiments.run;

import org.jspecify.annotations.NullMarked;
