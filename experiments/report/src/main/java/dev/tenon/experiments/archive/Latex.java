package dev.tenon.experiments.archive;

import java.util.List;
import java.util.stream.Collectors;

/** Tables for a paper in LaTeX; they need the package booktabs. */
final class Latex {

    private Latex() {}

    static String table(String caption, List<String> head, List<List<String>> rows) {
        StringBuilder text = new StringBuilder("\\begin{table}\n  \\centering\n  \\caption{")
                .append(escape(caption))
                .append("}\n  \\begin{tabular}{l")
                .append("r".repeat(head.size() - 1))
                .append("}\n    \\toprule\n");
        row(text, head);
        text.append("    \\midrule\n");
        rows.forEach(row -> row(text, row));
        return text.append("    \\bottomrule\n  \\end{tabular}\n\\end{table}\n").toString();
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("    ")
                .append(cells.stream().map(Latex::escape).collect(Collectors.joining(" & ")))
                .append(" \\\\\n");
    }

    /** Words that LaTeX shows as they are. */
    private static String escape(String words) {
        StringBuilder shown = new StringBuilder();
        words.codePoints()
                .forEach(c -> shown.append(
                        switch (c) {
                            case '\\' -> "\\textbackslash{}";
                            case '~' -> "\\textasciitilde{}";
                            case '^' -> "\\textasciicircum{}";
                            case '<' -> "\\textless{}";
                            case '>' -> "\\textgreater{}";
                            case '|' -> "\\textbar{}";
                            case '#', '$', '%', '&', '_', '{', '}' -> "\\" + (char) c;
                            case '±' -> "$\\pm$";
                            case '−' -> "$-$";
                            case '–' -> "--";
                            case '×' -> "$\\times$";
                            case '…' -> "\\dots{}";
                            default -> Character.isISOControl(c) ? " " : Character.toString(c);
                        }));
        return shown.toString();
    }
}
