package dev.tenon.experiments.spec;

import java.util.List;
import java.util.Map;

/**
 * An experiment, resolved: one spec for each combination of varied settings.
 *
 * @param cells in the order of the file, the last factor fastest; one without factors if nothing is varied
 * @param resolved the file as YAML text with every default filled in; reading it gives the same plan
 * @param source the file as the user wrote it, overrides not applied
 */
public record Plan(List<Cell> cells, String resolved, String source) {

    /**
     * One combination.
     *
     * @param factors the varied settings and the value each has here, as text, in the file's order
     */
    public record Cell(Map<String, String> factors, ExperimentSpec spec) {}

    /** The first cell, for what all have in common. */
    public ExperimentSpec first() {
        return cells.getFirst().spec();
    }
}
