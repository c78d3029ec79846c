package dev.tenon.backend.cpu.run;

/** Least common multiples, for block sizes that meet several alignment constraints. */
public final class CommonMultiples {
    private CommonMultiples() {}

    /** The least number above 0 that both divide. */
    public static int leastCommon(int a, int b) {
        return a / greatestDivisor(a, b) * b;
    }

    private static int greatestDivisor(int a, int b) {
        return b == 0 ? a : greatestDivisor(b, a % b);
    }
}
