package dev.tenon.api.analysis;

import dev.tenon.api.report.Table;
import java.util.List;

/**
 * What an analysis gets once all trials are analysed, and where it puts what it finds by holding them against each other.
 *
 * @since 0.2
 */
public interface ComparisonScope {

    /** The trials that completed and that it looked at, in the order of the plan. */
    List<AnalysedTrial> trials();

    /**
     * Puts a table into the run.
     *
     * @param name lower case, words joined by hyphens, and another one than its tables of trials have
     */
    void put(String name, Table table);
}
