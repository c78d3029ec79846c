package dev.tenon.experiments.archive;

import dev.tenon.experiments.report.ShownTable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A text in Markdown, put together paragraph by paragraph. */
final class Markdown {

    private final StringBuilder text = new StringBuilder();

    /** A heading. */
    Markdown heading(int level, String words) {
        return paragraph("#".repeat(level) + " " + ShownTable.markdown(words));
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

    /** A table of words. */
    Markdown table(List<String> head, List<List<String>> rows) {
        return paragraph(ShownTable.ofWords(head, rows).markdown());
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
