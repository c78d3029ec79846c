package dev.tenon.api.numerics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/** The generator against the answers its authors publish with Random123 (file kat_vectors, philox4x32, 10 rounds). */
final class PhiloxTest {
    @Test
    void zeros() {
        assertAnswer(0L, new int[] {0, 0, 0, 0}, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    }

    @Test
    void ones() {
        assertAnswer(-1L, new int[] {-1, -1, -1, -1}, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    }

    @Test
    void digitsOfPi() {
        assertAnswer(
                0x299f31d0_a4093822L,
                new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                0xd16cfe09,
                0x94fdcceb,
                0x5001e420,
                0x24126ea1);
    }

    @Test
    void elementsAreTheWordsOfConsecutiveCounters() {
        int[] words = {7, 3, 0, 0};
        Philox.apply(words, 42L);
        for (int i = 0; i < 4; i++) {
            assertEquals(words[i], Philox.word(42L, 3, 28 + i));
            assertEquals((words[i] >>> 8) / 16_777_216f, Philox.uniform(42L, 3, 28 + i));
        }
        assertNotEquals(Philox.word(42L, 3, 28), Philox.word(42L, 4, 28));
    }

    @Test
    void uniformStaysBelowOne() {
        assertEquals(0f, Philox.toFloat(0xff));
        assertEquals(1f - 0x1p-24f, Philox.toFloat(-1));
    }

    /** FNV-1a's published test values; the key of a seed and a name written out. */
    @Test
    void keys() {
        assertEquals(0xcbf29ce484222325L, StreamKey.fnv1a64(""));
        assertEquals(0xaf63dc4c8601ec8cL, StreamKey.fnv1a64("a"));
        assertEquals(0x85944171f73967e8L, StreamKey.fnv1a64("foobar"));
        // SplitMix64 started at 0 gives this first.
        assertEquals(0xe220a8397b1dcdafL, StreamKey.mix(0));
        assertEquals(0xaf63dc4c8601ec8cL ^ 0xe220a8397b1dcdafL, StreamKey.of(0, "a"));
    }

    private static void assertAnswer(long key, int[] counter, int... expected) {
        Philox.apply(counter, key);
        assertArrayEquals(expected, counter);
    }
}
