package dev.tenon.experiments.data;

/** A number by which the same image is known again: two that differ have the same mark once in 2^64 pairs. */
final class ImageFingerprint {

    private ImageFingerprint() {}

    /** The mark of some numbers; 0 and -0 are the same, and so are all NaN. */
    static long of(float[] values, int from, int count) {
        long mark = count;
        for (int i = from; i < from + count; i++) {
            mark = (mark ^ Float.floatToIntBits(values[i] + 0f)) * 0x9e37_79b9_7f4a_7c15L;
            mark ^= mark >>> 32;
        }
        return mark;
    }
}
