package dev.tenon.experiments.record;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tables as RFC 4180 has them: a row of names first, commas, quotes where a field needs them; line feeds between rows. A
 * number is the shortest text that reads back to the same double, or {@code Infinity}, {@code -Infinity}; a field without a
 * value is empty. A text that a spreadsheet would compute, as {@code =1+1}, has an apostrophe before it, and so has one that
 * begins with an apostrophe; reading takes it away.
 */
public final class CsvText {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?([eE][+-]?\\d+)?|Infinity)");

    private CsvText() {}

    /** The field of a number. */
    static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    /** The number of a field. */
    static double number(String field) {
        return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
    }

    private static String inert(String field) {
        return !field.isEmpty()
                        && "=+-@\t\r'".indexOf(field.charAt(0)) >= 0
                        && !NUMBER.matcher(field).matches()
                ? "'" + field
                : field;
    }

    private static String read(StringBuilder field) {
        return field.substring(!field.isEmpty() && field.charAt(0) == '\'' ? 1 : 0);
    }

    /** One row and its line feed. */
    public static void row(StringBuilder out, List<String> fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            String field = inert(fields.get(i));
            if (field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')) {
                out.append('"').append(field.replace("\"", "\"\"")).append('"');
            } else {
                out.append(field);
            }
        }
        out.append('\n');
    }

    /**
     * All rows, the names included.
     *
     * @param where what to call the file in messages
     * @throws BundleException if a quote is not closed, or a row has more or fewer fields than the first
     */
    static List<List<String>> parse(String where, String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
                continue;
            }
            switch (c) {
                case '"' -> quoted = true;
                case ',' -> {
                    row.add(read(field));
                    field.setLength(0);
                }
                case '\n' -> {
                    row.add(read(field));
                    field.setLength(0);
                    if (!rows.isEmpty() && row.size() != rows.getFirst().size()) {
                        throw new BundleException(
                                where + ":" + line + ": has " + row.size() + " fields where the first line" + " names "
                                        + rows.getFirst().size());
                    }
                    rows.add(row);
                    row = new ArrayList<>();
                    line++;
                }
                default -> field.append(c);
            }
        }
        if (quoted || !row.isEmpty() || !field.isEmpty()) {
            throw new BundleException(where + ":" + line + ": the last line is cut off");
        }
        return rows;
    }
}
