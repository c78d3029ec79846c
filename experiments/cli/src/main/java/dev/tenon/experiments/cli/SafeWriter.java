package dev.tenon.experiments.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Passes text on to a terminal. Names, values and messages of files and plugins may hold characters that move the cursor,
 * change colours or turn the direction of what follows: these arrive as escapes that can be read, as {@code \u001b}.
 * Line feeds and tabs stay, and so does every other character.
 */
final class SafeWriter extends FilterWriter {

    SafeWriter(Writer to) {
        super(to);
    }

    /** A text as it is passed on. */
    static String safe(String text) {
        if (text.equals(System.lineSeparator()) || text.chars().noneMatch(SafeWriter::acts)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.chars().forEach(c -> safe.append(acts(c) ? String.format("\\u%04x", c) : Character.toString((char) c)));
        return safe.toString();
    }

    /** Control characters of ASCII and ISO 6429, and Unicode's embeddings, overrides and isolates of direction (UAX 9). */
    private static boolean acts(int c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\t')
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }

    @Override
    public void write(int c) throws IOException {
        out.write(safe(Character.toString((char) c)));
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
        out.write(safe(new String(buffer, offset, length)));
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(safe(text.substring(offset, offset + length)));
    }
}
