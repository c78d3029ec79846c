package dev.tenon.experiments.archive;

import java.util.List;

/** A text in Markdown, put together paragraph by paragraph. */
final class Markdown {

    private final StringBuilder text = new StringBuilder();

    /** A heading. */
    Markdown heading(int level, String words) {
        return paragraph("#".repeat(level) + " " + escape(words));
    }

    /** A paragraph that may have marks of its own. */
    Markdown paragraph(String words) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.append(words.strip()).append('\n');
        return this;
    }

    /** A list. */
    Markdown points(List<String> points) {
        return points.isEmpty() ? this : paragraph("- " + String.join("\n- ", points));
    }

    /** Lines as they are. */
    Markdown code(String... lines) {
        return paragraph("```\n" + String.join("\n", lines) + "\n```");
    }

    /** A table. */
    Markdown table(List<String> head, List<List<String>> rows) {
        StringBuilder lines = new StringBuilder();
        row(lines, head);
        row(lines, head.stream().map(cell -> "---").toList());
        rows.forEach(row -> row(lines, row.stream().map(Markdown::escape).toList()));
        return paragraph(lines.toString());
    }

    private static void row(StringBuilder lines, List<String> cells) {
        lines.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Words that are shown as they are. */
    static String escape(String words) {
        StringBuilder shown = new StringBuilder();
        words.codePoints().forEach(c -> {
            if ("\\`*_[]<>|#".indexOf(c) >= 0) {
                shown.append('\\');
            }
            shown.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
        });
        return shown.toString();
    }

    byte[] bytes() {
        return text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
