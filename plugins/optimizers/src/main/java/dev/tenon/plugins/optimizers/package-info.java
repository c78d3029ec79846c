/**
 * Optimizers. Their formulas are PyTorch's (version 2), so that results can be compared; weight decay is applied to
 * every parameter unless {@code decays: weights} says otherwise. Each is a function from parameter, gradient and states to their next values, and runs fused on every
 * backend.
 *
 * <p>Settings are rounded to float once. Where a formula has both {@code beta} and {@code 1 - beta}, the second is
 * computed exactly from the rounded first, so that a moving average of a constant is that constant.
 */
@NullMarked
package dev.tenon.plugins.optimizers;

import org.jspecify.annotations.NullMarked;
