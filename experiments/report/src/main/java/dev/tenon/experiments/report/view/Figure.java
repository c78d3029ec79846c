package dev.tenon.experiments.report.view;

import java.util.List;

/**
 * A picture and what is said below it.
 *
 * @param markup the picture, markup made by this program; texts in it are escaped
 * @param caption text, not markup
 * @param numbers what is drawn, row by row, names first; empty where numbers are drawn that no table could hold
 */
public record Figure(String markup, String caption, List<List<String>> numbers) {

    /** A figure whose numbers are elsewhere. */
    public Figure(String markup, String caption) {
        this(markup, caption, List.of());
    }
}
