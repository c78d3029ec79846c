package dev.tenon.api.numerics;

/**
 * The counter-based generator Philox4x32-10 of Salmon, Moraes, Dror and Shaw, <i>Parallel random numbers: as easy as 1, 2,
 * 3</i> (SC 2011): a function from a 64-bit key and a 128-bit counter to 128 bits. It has no state, so that element i of a
 * tensor can be drawn without its neighbours, in any order and on any device.
 */
public final class Philox {
    /** Rounds of the cipher. */
    public static final int ROUNDS = 10;

    /** Multiplier of the first counter word. */
    public static final int MULTIPLIER_0 = 0xD2511F53;

    /** Multiplier of the third counter word. */
    public static final int MULTIPLIER_1 = 0xCD9E8D57;

    /** Added to the low key word after each round (the golden ratio). */
    public static final int WEYL_0 = 0x9E3779B9;

    /** Added to the high key word after each round (the square root of 3, less 1). */
    public static final int WEYL_1 = 0xBB67AE85;

    private Philox() {}

    /**
     * Replaces a counter by its four random words.
     *
     * @param words the counter's four words, low first; receives the result
     * @param key the key, whose low 32 bits are the cipher's first key word
     */
    public static void apply(int[] words, long key) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = (MULTIPLIER_0 & 0xffff_ffffL) * (words[0] & 0xffff_ffffL);
            long p1 = (MULTIPLIER_1 & 0xffff_ffffL) * (words[2] & 0xffff_ffffL);
            int w0 = (int) (p1 >>> 32) ^ words[1] ^ k0;
            int w2 = (int) (p0 >>> 32) ^ words[3] ^ k1;
            words[0] = w0;
            words[1] = (int) p1;
            words[2] = w2;
            words[3] = (int) p0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
    }

    /**
     * The random word of one element of a tensor: word {@code element % 4} of the counter {@code (element / 4, step, 0, 0)}.
     *
     * @param key the {@linkplain StreamKey key} of the stream
     * @param step the step, read as 32 unsigned bits
     * @param element the element's row-major index, 0 or more
     * @return 32 random bits
     */
    public static int word(long key, int step, int element) {
        int[] words = {element >>> 2, step, 0, 0};
        apply(words, key);
        return words[element & 3];
    }

    /**
     * The uniform float of one element: a multiple of 2^-24 in [0, 1).
     *
     * @param key the {@linkplain StreamKey key} of the stream
     * @param step the step, read as 32 unsigned bits
     * @param element the element's row-major index, 0 or more
     * @return a float from 0 (included) to 1 (excluded)
     */
    public static float uniform(long key, int step, int element) {
        return toFloat(word(key, step, element));
    }

    /**
     * A word's upper 24 bits as a fraction, {@code (word >>> 8) * 2^-24}, exactly.
     *
     * @param word 32 random bits
     * @return a float from 0 (included) to 1 (excluded)
     */
    public static float toFloat(int word) {
        return (word >>> 8) * 0x1p-24f;
    }
}
