package dev.tenon.experiments.stats;

import java.util.Map;

/**
 * An arm compared with the reference arm on their shared seeds.
 *
 * @param arm which is compared
 * @param factors the cell; empty for the comparison over all cells, or if nothing is varied
 * @param test of arm minus reference
 * @param corrected the p-value against no difference after Holm's correction over the family; NaN if there was no test
 * @param alike the p-value against a difference that matters after the same correction; NaN if there was no test
 * @param family how many comparisons it is corrected for
 * @param verdict what follows
 */
public record Difference(
        String arm,
        Map<String, String> factors,
        PairedTest test,
        double corrected,
        double alike,
        int family,
        Verdict verdict) {}
