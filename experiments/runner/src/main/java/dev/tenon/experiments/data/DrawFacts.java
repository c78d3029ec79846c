package dev.tenon.experiments.data;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import java.util.Arrays;

/**
 * What is kept of a draw of a data set once its examples have left memory.
 *
 * @param content a hash of the numbers in its columns
 * @param train which examples its training split has, in any order: a hash
 * @param test which examples its test split has, in any order: a hash
 */
record DrawFacts(DataInputs.Draw draw, long content, int train, int test) {

    static DrawFacts of(long seed, Examples examples, String sha256) {
        return new DrawFacts(
                new DataInputs.Draw(
                        seed,
                        examples.split(Split.TRAIN).length,
                        examples.split(Split.VALIDATION).length,
                        examples.split(Split.TEST).length,
                        sha256),
                content(examples),
                members(examples, Split.TRAIN),
                members(examples, Split.TEST));
    }

    /** A hash of all numbers in memory, which a data set could change that is built on it. */
    static long content(Examples examples) {
        long hash = 0;
        for (Column column : examples.columns()) {
            if (!column.held()) {
                continue; // Nobody can write to what is read anew each time.
            }
            for (float value : column.values()) {
                hash = (hash ^ Float.floatToRawIntBits(value)) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 29;
            }
        }
        return hash;
    }

    private static int members(Examples examples, Split split) {
        int[] members = examples.split(split);
        Arrays.sort(members);
        return Arrays.hashCode(members);
    }
}
