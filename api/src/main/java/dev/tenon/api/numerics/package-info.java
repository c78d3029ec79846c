/**
 * The numeric contract: one float32 result for every op, in plain scalar Java.
 *
 * <p>What a backend computes is right when its bits equal what these classes give. They are written to be read, not to be
 * fast; {@code NUMERICS.md} beside this module says the rules in prose. A backend may compute by any method that gives
 * the same bits.
 */
package dev.tenon.api.numerics;
