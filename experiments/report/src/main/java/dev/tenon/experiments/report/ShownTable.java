package dev.tenon.experiments.report;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.report.table.CellText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * A table as people read it: its numbers are words already, and no markup is in it yet.
 *
 * @param caption what it shows; may be blank
 * @param head the name of each column
 * @param numbers whether each column holds numbers, which stand to the right
 * @param rows as many cells as there are columns
 */
public record ShownTable(String caption, List<String> head, List<Boolean> numbers, List<List<String>> rows) {

    /** A table of words. */
    public static ShownTable ofWords(List<String> head, List<List<String>> rows) {
        return new ShownTable("", head, Collections.nCopies(head.size(), false), rows);
    }

    /** A table of data. */
    static ShownTable of(Table table) {
        List<List<String>> rows = new ArrayList<>();
        for (List<Cell> row : table.rows()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(CellText.of(table.columns().get(i), row.get(i)));
            }
            rows.add(cells);
        }
        return new ShownTable(
                table.caption(),
                table.columns().stream().map(CellText::head).toList(),
                table.columns().stream()
                        .map(column -> column.kind() != TableColumn.Kind.TEXT)
                        .toList(),
                rows);
    }

    /** For a terminal. */
    String text() {
        TextTable text = new TextTable(head);
        rows.forEach(row -> text.row(row.stream().map(TerminalText::safe).toList()));
        List<String> lines = new ArrayList<>(TerminalText.wrap(caption, TextReport.COLUMNS));
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.addAll(text.lines(TextReport.COLUMNS));
        return String.join("\n", lines) + "\n";
    }

    /** In Markdown, as GitHub and most others read it. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        if (!caption.isBlank()) {
            text.append(markdown(caption)).append("\n\n");
        }
        markdownRow(text, head.stream().map(ShownTable::markdown).toList());
        markdownRow(
                text, numbers.stream().map(number -> number ? "---:" : "---").toList());
        rows.forEach(
                row -> markdownRow(text, row.stream().map(ShownTable::markdown).toList()));
        return text.toString();
    }

    private static void markdownRow(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** In LaTeX, for a paper; needs the package booktabs. */
    public String latex() {
        StringBuilder text = new StringBuilder("\\begin{table}\n  \\centering\n");
        if (!caption.isBlank()) {
            text.append("  \\caption{").append(latex(caption)).append("}\n");
        }
        text.append("  \\begin{tabular}{")
                .append(numbers.stream().map(number -> number ? "r" : "l").collect(Collectors.joining()))
                .append("}\n    \\toprule\n");
        latexRow(text, head);
        text.append("    \\midrule\n");
        rows.forEach(row -> latexRow(text, row));
        return text.append("    \\bottomrule\n  \\end{tabular}\n\\end{table}\n").toString();
    }

    private static void latexRow(StringBuilder text, List<String> cells) {
        text.append("    ")
                .append(cells.stream().map(ShownTable::latex).collect(Collectors.joining(" & ")))
                .append(" \\\\\n");
    }

    /** A text that Markdown shows as it is. */
    public static String markdown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if ("\\`*_{}[]<>|#".indexOf(c) >= 0) {
                shown.append('\\');
            }
            shown.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
        });
        return shown.toString();
    }

    /** A text that LaTeX shows as it is, in any input encoding and in text mode. */
    private static String latex(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .forEach(c -> shown.append(
                        switch (c) {
                            case '\\' -> "\\textbackslash{}";
                            case '~' -> "\\textasciitilde{}";
                            case '^' -> "\\textasciicircum{}";
                            case '<' -> "\\textless{}";
                            case '>' -> "\\textgreater{}";
                            case '|' -> "\\textbar{}";
                            case '"' -> "\\textquotedbl{}";
                            case '#', '$', '%', '&', '_', '{', '}' -> "\\" + (char) c;
                            case '±' -> "$\\pm$";
                            case '−' -> "$-$";
                            case '–' -> "--";
                            case '×' -> "$\\times$";
                            case '≤' -> "$\\le$";
                            case '≥' -> "$\\ge$";
                            case '…' -> "\\dots{}";
                            default -> Character.isISOControl(c) ? " " : Character.toString(c);
                        }));
        // A minus before a number is a minus and no hyphen.
        return shown.toString().replaceAll("(?<![\\w.}$)-])-(?=\\d)", Matcher.quoteReplacement("$-$"));
    }
}
