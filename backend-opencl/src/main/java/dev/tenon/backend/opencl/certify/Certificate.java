package dev.tenon.backend.opencl.certify;

import org.jspecify.annotations.Nullable;

/**
 * What certification found.
 *
 * @param cases results that were compared
 * @param difference the first op that gave another result and how, or empty if all are as the contract says
 */
public record Certificate(int cases, String difference) {

    /** Whether every result was the contract's. */
    public boolean certified() {
        return difference.isEmpty();
    }

    /** To be kept on disk. */
    public String text() {
        return cases + "\n" + difference;
    }

    /** What {@link #text} wrote; null if it did not, but another version of this program, say. */
    public static @Nullable Certificate parse(String text) {
        int end = text.indexOf('\n');
        try {
            return end < 0 ? null : new Certificate(Integer.parseInt(text, 0, end, 10), text.substring(end + 1));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
