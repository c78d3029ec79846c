package dev.tenon.api.numerics;

import java.math.BigDecimal;
import java.math.MathContext;

/** exp, log and tanh to about 50 decimal digits, by the plainest methods there are. */
final class BigFunctions {
    private static final MathContext DIGITS = new MathContext(70);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final int HALVINGS = 20;

    private BigFunctions() {}

    /** The Taylor series of exp(x / 2^20), squared 20 times. */
    static BigDecimal exp(BigDecimal x) {
        BigDecimal small = x.divide(TWO.pow(HALVINGS), DIGITS);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal negligible = BigDecimal.ONE.movePointLeft(75);
        for (int i = 1; term.abs().compareTo(negligible) > 0; i++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < HALVINGS; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    /** Halley's iteration on exp(y) = x from a double's guess: 16 digits become 48, then all. */
    static BigDecimal log(BigDecimal x, double guess) {
        BigDecimal y = new BigDecimal(guess);
        for (int i = 0; i < 2; i++) {
            BigDecimal power = exp(y);
            BigDecimal step = x.subtract(power, DIGITS)
                    .divide(x.add(power, DIGITS), DIGITS)
                    .multiply(TWO, DIGITS);
            y = y.add(step, DIGITS);
        }
        return y;
    }

    /** (e^2x - 1) / (e^2x + 1); good to 50 digits for |x| above 1e-15. */
    static BigDecimal tanh(BigDecimal x) {
        BigDecimal power = exp(x.multiply(TWO));
        return power.subtract(BigDecimal.ONE).divide(power.add(BigDecimal.ONE), DIGITS);
    }
}
