package dev.tenon.experiments.report;

import java.util.ArrayList;
import java.util.List;

/** Text as a terminal shows it: how many columns it takes, padding, breaking into lines. */
final class TerminalText {

    private TerminalText() {}

    /** Text without anything that would move the cursor or change colours, whoever wrote it. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }

    /** Safe text of at most so many columns; what is cut off leaves an ellipsis. */
    static String cut(String text, int most) {
        String safe = safe(text);
        if (width(safe) <= most) {
            return safe;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int c : safe.codePoints().toArray()) {
            if (used + width(c) > most - 1) {
                break;
            }
            used += width(c);
            kept.appendCodePoint(c);
        }
        return kept.append('…').toString();
    }

    /** Columns that text takes: none for combining marks, two for the wide characters of East Asia and emoji. */
    static int width(String text) {
        return text.codePoints().map(TerminalText::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = in(c, 0x1100, 0x115f)
                || in(c, 0x2e80, 0xa4cf)
                || in(c, 0xac00, 0xd7a3)
                || in(c, 0xf900, 0xfaff)
                || in(c, 0xfe30, 0xfe6f)
                || in(c, 0xff00, 0xff60)
                || in(c, 0xffe0, 0xffe6)
                || in(c, 0x1f300, 0x1faff)
                || in(c, 0x20000, 0x3fffd);
        return wide ? 2 : 1;
    }

    private static boolean in(int c, int first, int last) {
        return first <= c && c <= last;
    }

    static String left(String text, int columns) {
        return text + " ".repeat(StrictMath.max(0, columns - width(text)));
    }

    static String right(String text, int columns) {
        return " ".repeat(StrictMath.max(0, columns - width(text))) + text;
    }

    /** Breaks at spaces into lines of at most so many columns; a longer word has a line of its own. */
    static List<String> wrap(String text, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : safe(text).split(" ", -1)) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > most) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
