package dev.tenon.experiments.stats;

import java.util.List;

/**
 * All pairs of arms, corrected together.
 *
 * @param pairs each arm with each before it in the file
 */
public record ArmPairs(List<Pair> pairs) {

    /**
     * Two arms.
     *
     * @param one the arm that the difference is from
     * @param difference of the other arm minus this one
     */
    public record Pair(String one, Difference difference) {}
}
