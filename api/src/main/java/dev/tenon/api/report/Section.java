package dev.tenon.api.report;

import java.util.List;

/**
 * A part of a report.
 *
 * @param heading a few words
 * @param paragraphs before the tables; plain text
 * @param tables in order; those that have a {@link Plot} are drawn too where something can draw
 */
public record Section(String heading, List<String> paragraphs, List<Table> tables) {

    /** Keeps copies. */
    public Section {
        paragraphs = List.copyOf(paragraphs);
        tables = List.copyOf(tables);
        if (heading.isBlank()) {
            throw new IllegalArgumentException("a section needs a heading");
        }
    }
}
