package dev.tenon.experiments.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What a YAML parser's complaints mean to somebody who does not know the grammar of YAML. */
final class SyntaxProblem {

    private SyntaxProblem() {}

    static Problem of(YamlEngineException error, String text, NodeReader.Origin origin) {
        return switch (error) {
            case MarkedYamlEngineException marked -> marked(marked, origin);
            case ReaderException reader -> character(reader, text, origin);
            default -> new Problem(origin.mark(0, 0), "this is not YAML: " + error.getMessage());
        };
    }

    private static Problem marked(MarkedYamlEngineException error, NodeReader.Origin origin) {
        // An open quote is noticed where the file ends, and mended where it starts.
        boolean quote = String.valueOf(error.getContext()).contains("quoted scalar");
        Optional<Mark> place = quote
                ? error.getContextMark().or(error::getProblemMark)
                : error.getProblemMark().or(error::getContextMark);
        String message = meaning(
                Optional.ofNullable(error.getProblem()).orElse(""),
                Optional.ofNullable(error.getContext()).orElse(""),
                error.getContextMark().map(mark -> origin.mark(mark.getLine(), mark.getColumn())));
        return new Problem(
                place.map(mark -> origin.mark(mark.getLine(), mark.getColumn())).orElseGet(() -> origin.mark(0, 0)),
                message);
    }

    private static String meaning(String problem, String context, Optional<dev.tenon.experiments.yaml.Mark> start) {
        String since = start.map(mark -> " in line " + mark.line()).orElse("");
        if (problem.contains("TAB")) {
            return "there is a tab here; indent with spaces";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "`:` cannot stand here; either the lines above are indented differently, or a text with `: ` in it"
                    + " needs quotes";
        }
        if (problem.contains("expected <block end>")) {
            return "this line is indented differently from those it belongs with, which start" + since;
        }
        if (problem.contains("expected ',' or ']'")) {
            return "a `,` or `]` is missing before this; the list starts" + since;
        }
        if (problem.contains("expected ',' or '}'")) {
            return "a `,` or `}` is missing before this; the map starts" + since;
        }
        if (context.contains("quoted scalar")) {
            return "the text that starts with this quote has no closing quote";
        }
        if (problem.contains("expected the node content")) {
            return "a value is missing here; is a `[`, `{` or `-` left open?";
        }
        if (problem.contains("could not find expected ':'")) {
            return "a key" + since + " has no `:` after it";
        }
        return "this is not YAML: " + problem + (context.isEmpty() ? "" : " " + context);
    }

    private static Problem character(ReaderException error, String text, NodeReader.Origin origin) {
        int line = 0;
        int column = 0;
        int end = text.offsetByCodePoints(0, Math.min(error.getPosition(), text.codePointCount(0, text.length())));
        for (int i = 0; i < end; i += Character.charCount(text.codePointAt(i))) {
            boolean ends = text.charAt(i) == '\n';
            line += ends ? 1 : 0;
            column = ends ? 0 : column + 1;
        }
        return new Problem(
                origin.mark(line, column),
                String.format("character U+%04X does not belong in a text file; remove it", error.getCodePoint()));
    }
}
