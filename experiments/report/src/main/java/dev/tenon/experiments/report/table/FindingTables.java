package dev.tenon.experiments.report.table;

import dev.tenon.api.report.Table;
import dev.tenon.experiments.stats.ExperimentComparison;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tables of what is found beside the result: the same on the page, in a terminal and for programs. */
public final class FindingTables {

    private FindingTables() {}

    /** Those that have rows, by the name by which one asks for them. */
    public static Map<String, Table> of(ExperimentComparison comparison) {
        LawTables laws = new LawTables(comparison);
        Map<String, Table> tables = new LinkedHashMap<>();
        add(tables, "pairs", new PairsTable(comparison).table());
        add(tables, "opinion", Optional.of(new OpinionTable(comparison).table()));
        add(tables, "test-set", new TestSetTable(comparison).table());
        add(tables, "laws", laws.laws());
        add(tables, "growth", laws.growth());
        add(tables, "ranks", new RanksTable(comparison).table());
        add(tables, "components", new ComponentsTable(comparison).table());
        return tables;
    }

    private static void add(Map<String, Table> tables, String name, Optional<Table> table) {
        table.filter(found -> !found.isEmpty()).ifPresent(found -> tables.put(name, found));
    }
}
