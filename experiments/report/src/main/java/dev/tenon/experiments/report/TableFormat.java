package dev.tenon.experiments.report;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.report.table.CellText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** A way to write a table as text. All but CSV write what people read, with the same words; CSV writes the numbers themselves. */
public enum TableFormat {
    /** For a terminal. */
    TEXT {
        @Override
        public String of(Table table) {
            TextTable text = new TextTable(heads(table));
            rows(table)
                    .forEach(
                            row -> text.row(row.stream().map(TerminalText::safe).toList()));
            List<String> lines = new ArrayList<>(TerminalText.wrap(table.caption(), TextReport.COLUMNS));
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(text.lines(TextReport.COLUMNS));
            return String.join("\n", lines) + "\n";
        }
    },
    /** As GitHub and most others read it. */
    MARKDOWN {
        @Override
        public String of(Table table) {
            StringBuilder text = new StringBuilder();
            if (!table.caption().isBlank()) {
                text.append(markdown(table.caption())).append("\n\n");
            }
            line(text, heads(table).stream().map(TableFormat::markdown).toList());
            line(
                    text,
                    table.columns().stream()
                            .map(column -> column.kind() == TableColumn.Kind.TEXT ? "---" : "---:")
                            .toList());
            rows(table)
                    .forEach(row ->
                            line(text, row.stream().map(TableFormat::markdown).toList()));
            return text.toString();
        }

        private void line(StringBuilder text, List<String> cells) {
            text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        }
    },
    /** For a paper; needs the package booktabs. */
    LATEX {
        @Override
        public String of(Table table) {
            StringBuilder text = new StringBuilder("\\begin{table}\n  \\centering\n");
            if (!table.caption().isBlank()) {
                text.append("  \\caption{").append(latex(table.caption())).append("}\n");
            }
            String places = table.columns().stream()
                    .map(column -> column.kind() == TableColumn.Kind.TEXT ? "l" : "r")
                    .collect(Collectors.joining());
            text.append("  \\begin{tabular}{").append(places).append("}\n    \\toprule\n");
            line(text, heads(table));
            text.append("    \\midrule\n");
            rows(table).forEach(row -> line(text, row));
            return text.append("    \\bottomrule\n  \\end{tabular}\n\\end{table}\n")
                    .toString();
        }

        private void line(StringBuilder text, List<String> cells) {
            text.append("    ")
                    .append(cells.stream().map(TableFormat::latex).collect(Collectors.joining(" & ")))
                    .append(" \\\\\n");
        }
    },
    /** For a program or a spreadsheet: one row of names, then numbers in full; an estimate has three columns. */
    CSV {
        @Override
        public String of(Table table) {
            return CsvTable.of(table);
        }
    };

    /** A table in this format, ending in a line feed. */
    public abstract String of(Table table);

    /** The format of a word of the command line. */
    public static Optional<TableFormat> named(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** On the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<String> heads(Table table) {
        return table.columns().stream().map(CellText::head).toList();
    }

    private static List<List<String>> rows(Table table) {
        List<List<String>> rows = new ArrayList<>();
        for (List<Cell> row : table.rows()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(CellText.of(table.columns().get(i), row.get(i)));
            }
            rows.add(cells);
        }
        return rows;
    }

    /** A text that Markdown shows as it is. */
    static String markdown(String text) {
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
    static String latex(String text) {
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
