package dev.tenon.backend.opencl.certify;

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

    /** What {@link #text} wrote. */
    public static Certificate parse(String text) {
        String[] parts = text.split("\n", 2);
        return new Certificate(Integer.parseInt(parts[0]), parts[1]);
    }
}
