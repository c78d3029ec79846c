package dev.tenon.api.report;

import java.util.List;
import java.util.Map;

/**
 * What a section of a report is made of.
 *
 * @param experiment its name
 * @param primary the metric that decides, such as {@code test.accuracy}
 * @param arms in the file's order
 * @param trials in the order of the plan
 * @param tables by name: {@code result}, which compares arms, and {@code ANALYSIS.TABLE} for what analyses found, means over seeds
 */
public record RunResults(
        String experiment, String primary, List<String> arms, List<Trial> trials, Map<String, Table> tables) {

    /**
     * A trial.
     *
     * @param arm its arm
     * @param factors the varied settings and their values; empty if nothing is varied
     * @param seed its seed
     * @param completed whether it ended as it should
     * @param examples how many it learned from
     * @param metrics by name, such as {@code test.accuracy}; NaN where one has no value, empty unless it completed
     */
    public record Trial(
            String arm,
            Map<String, String> factors,
            long seed,
            boolean completed,
            int examples,
            Map<String, Double> metrics) {}
}
