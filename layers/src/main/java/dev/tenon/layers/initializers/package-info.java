/**
 * How parameters start. {@code fan-in} is how many inputs an output sums, {@code fan-out} how many outputs an input
 * reaches; both are read off the parameter's shape (see {@link dev.tenon.api.training.Initializer}).
 *
 * <p>Numbers are drawn and scaled in double with operations that are exact in IEEE 754 or in {@code StrictMath} and
 * rounded to float once, so that a seed gives the same bits everywhere.
 */
@NullMarked
package dev.tenon.layers.initializers;

import org.jspecify.annotations.NullMarked;
