package dev.tenon.experiments.stats;

/**
 * How far values are from independent ones.
 *
 * @param overlap how much the squared standard error of their mean has in common, as a part of their variance; 0 for independent values
 * @param freedom degrees of freedom of their deviation, above 0; n - 1 for independent values
 */
record Dependence(double overlap, double freedom) {

    /** Of values that have a part of their variance in common and are alike otherwise. */
    static Dependence of(int n, double overlap) {
        return new Dependence(overlap, n - 1.0);
    }

    boolean isOf(int n) {
        return overlap == 0 && freedom == n - 1;
    }
}
