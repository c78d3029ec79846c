package dev.tenon.api.numerics;

import java.math.BigDecimal;

/**
 * The correctly rounded float of a real function, found without the code under test: StrictMath's double with an error bar
 * 32 times wider than the error its source states (1 ulp), and where a rounding boundary lies within the bar, 50 decimal
 * digits.
 */
enum Oracle {
    EXP {
        @Override
        double estimate(float x) {
            return StrictMath.exp(x);
        }

        @Override
        BigDecimal exact(float x, double guess) {
            return BigFunctions.exp(new BigDecimal(x));
        }

        @Override
        float underTest(float x) {
            return Exp.exp(x);
        }
    },
    LOG {
        @Override
        double estimate(float x) {
            return StrictMath.log(x);
        }

        @Override
        BigDecimal exact(float x, double guess) {
            return BigFunctions.log(new BigDecimal(x), guess);
        }

        @Override
        float underTest(float x) {
            return Log.log(x);
        }
    },
    TANH {
        @Override
        double estimate(float x) {
            return StrictMath.tanh(x);
        }

        @Override
        BigDecimal exact(float x, double guess) {
            return BigFunctions.tanh(new BigDecimal(x));
        }

        @Override
        float underTest(float x) {
            return Tanh.tanh(x);
        }
    };

    /** Half the width of the error bar, relative to the value. */
    static final double BAR = 0x1p-48;

    private static final BigDecimal BEYOND_MAX = BigDecimal.valueOf(2).pow(128);

    /** The function's value in double, within a quarter of the bar. */
    abstract double estimate(float x);

    /** The function's value to 50 digits; the guess is good to a double's precision. */
    abstract BigDecimal exact(float x, double guess);

    /** What the contract's own code gives. */
    abstract float underTest(float x);

    float round(float x) {
        double value = estimate(x);
        double bar = Math.abs(value) * BAR;
        float low = (float) (value - bar);
        float high = (float) (value + bar);
        // Zero, infinity and NaN are exact: the three functions reach them only where they must.
        return low == high || value == 0 || !Double.isFinite(value)
                ? (float) value
                : between(low, high, exact(x, value));
    }

    private static float between(float low, float high, BigDecimal value) {
        if (Math.nextUp(low) != high) {
            throw new AssertionError("the bar spans more than two floats");
        }
        BigDecimal upper = Float.isInfinite(high) ? BEYOND_MAX : new BigDecimal(high);
        BigDecimal lower = Float.isInfinite(low) ? BEYOND_MAX.negate() : new BigDecimal(low);
        int side = value.compareTo(lower.add(upper).divide(BigDecimal.valueOf(2)));
        if (side == 0) {
            throw new AssertionError("a tie; these functions have none");
        }
        return side < 0 ? low : high;
    }

    /** Whether every NaN is equal and all else is equal to the bit. */
    static boolean same(float a, float b) {
        return Float.floatToIntBits(a) == Float.floatToIntBits(b);
    }
}
