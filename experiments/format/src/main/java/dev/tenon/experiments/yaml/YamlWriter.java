package dev.tenon.experiments.yaml;

import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Nodes as YAML text: what fits in a line in flow style, the rest in block style. The text depends on the nodes
 * alone, and reading it gives the same nodes.
 */
public final class YamlWriter {

    private static final int WIDTH = 110;

    /** Texts that need no quotes anywhere and read as no number, truth or null. */
    private static final Pattern BARE = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*");

    private static final Pattern WORD = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n|~|\\.inf|\\.nan");

    private final StringBuilder text = new StringBuilder();

    private YamlWriter() {}

    /** A whole file. Its top-level maps are in block style. */
    public static String write(Mapping root) {
        YamlWriter writer = new YamlWriter();
        for (Entry entry : root.entries()) {
            writer.entry(
                    entry,
                    0,
                    entry.value() instanceof Mapping map && !map.entries().isEmpty());
        }
        return writer.text.toString();
    }

    /** A node in one line, in flow style. */
    public static String line(Node node) {
        return switch (node) {
            case Scalar scalar -> word(scalar);
            case Sequence list ->
                list.items().stream().map(YamlWriter::line).collect(Collectors.joining(", ", "[", "]"));
            case Mapping map ->
                map.entries().stream()
                        .map(entry -> key(entry.key()) + ": " + line(entry.value()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private void entry(Entry entry, int indent, boolean block) {
        text.append(" ".repeat(indent)).append(key(entry.key())).append(':');
        value(entry.value(), indent, indent + entry.key().text().length() + 2, block);
    }

    /** What follows a key or a dash: a line, or a block that is indented deeper. */
    private void value(Node node, int indent, int used, boolean block) {
        String line = line(node);
        boolean fits = used + line.length() <= WIDTH;
        if (!block && (fits || node instanceof Scalar || isNumbers(node) || isEmpty(node))) {
            text.append(' ').append(line).append('\n');
            return;
        }
        text.append('\n');
        switch (node) {
            case Mapping map -> map.entries().forEach(entry -> entry(entry, indent + 2, false));
            case Sequence list -> list.items().forEach(item -> item(item, indent + 2));
            case Scalar _ -> throw new IllegalStateException("a scalar is not a block");
        }
    }

    private void item(Node node, int indent) {
        text.append(" ".repeat(indent)).append('-');
        if (node instanceof Mapping map
                && indent + 2 + line(map).length() > WIDTH
                && !map.entries().isEmpty()) {
            int start = text.length();
            map.entries().forEach(entry -> entry(entry, indent + 2, false));
            // The first key stands beside the dash, which takes the place of its indentation.
            text.replace(start, start + indent + 2, " ");
        } else {
            value(node, indent, indent + 1, false);
        }
    }

    private static boolean isEmpty(Node node) {
        return switch (node) {
            case Scalar _ -> false;
            case Sequence list -> list.items().isEmpty();
            case Mapping map -> map.entries().isEmpty();
        };
    }

    private static boolean isNumbers(Node node) {
        return switch (node) {
            case Scalar scalar -> Scalars.isNumber(scalar);
            case Sequence list -> list.items().stream().allMatch(YamlWriter::isNumbers);
            case Mapping _ -> false;
        };
    }

    private static String key(Scalar key) {
        return quotedIfNeeded(key.text());
    }

    private static String word(Scalar scalar) {
        boolean raw = Scalars.isNumber(scalar) || Scalars.isTruth(scalar);
        if (scalar.isNull()) {
            return "null";
        }
        return raw ? scalar.text() : quotedIfNeeded(scalar.text());
    }

    private static String quotedIfNeeded(String word) {
        boolean bare = BARE.matcher(word).matches() && !WORD.matcher(word).matches();
        return bare ? word : quoted(word);
    }

    private static String quoted(String word) {
        StringBuilder quoted = new StringBuilder("\"");
        word.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    boolean printable = (c >= ' ' && c < 0x7f)
                            || (c >= 0xa0 && c != 0xfeff && c < 0xd800)
                            || (c >= 0xe000 && c != 0xfeff && c <= 0xfffd)
                            || c > 0xffff;
                    quoted.append(
                            // What is not seen, as a change of direction, is written so that it is.
                            printable && c != 0x2028 && c != 0x2029 && Character.getType(c) != Character.FORMAT
                                    ? Character.toString(c)
                                    : String.format("\\u%04X", c));
                }
            }
        });
        return quoted.append('"').toString();
    }
}
