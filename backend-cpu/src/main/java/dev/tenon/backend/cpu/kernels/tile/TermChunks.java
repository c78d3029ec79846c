package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.api.numerics.Contract;
import java.util.Arrays;

/**
 * The inner dimension of a matrix product, divided into the contract's chunks, as the segments that a {@link Tile} runs
 * over. Made once, when a program is compiled.
 */
public final class TermChunks {
    private final int[] segments;
    private final int[] starts;
    private final int[] numbers;

    private TermChunks(int[] segments, int[] starts, int[] numbers) {
        this.segments = segments;
        this.starts = starts;
        this.numbers = numbers;
    }

    /** The number of chunks that have terms; at least 1, the only one perhaps empty. */
    public int count() {
        return starts.length - 1;
    }

    /** The segments: triples of shift, first and length; not to be written. */
    public int[] segments() {
        return segments;
    }

    /** Where a chunk's segments begin. */
    public int start(int chunk) {
        return starts[chunk];
    }

    /** Which chunks of the whole chain they are, in ascending order. */
    public int[] numbers() {
        return numbers;
    }

    /** Collects terms in the order of the chain. */
    public static final class Builder {
        private final int step;
        private final int longest;
        private int[] segments = new int[48];
        private int[] starts = new int[8];
        private int[] numbers = new int[7];
        private int used;
        private int chunks;
        private int lastChunk = -1;

        /**
         * A builder.
         *
         * @param step distance in the left operand of neighbouring terms of one segment
         */
        public Builder(int step) {
            this(step, Contract.CHUNK);
        }

        /** A builder of segments that are not longer than a number of terms. */
        public Builder(int step, int longest) {
            this.step = step;
            this.longest = longest;
        }

        /**
         * Adds terms that are adjacent in both operands. Terms left out between calls count in the chunks' alignment, as
         * the zeros that they are.
         *
         * @param term the index of the first in the whole chain; not below the last term added
         * @param shift where it is in the left operand
         * @param row its row in the right operand
         * @param length how many
         */
        public Builder add(int term, int shift, int row, int length) {
            int done = 0;
            while (done < length) {
                int chunk = (term + done) / Contract.CHUNK;
                int take = Math.min(Math.min(length - done, longest), (chunk + 1) * Contract.CHUNK - term - done);
                addWithin(chunk, shift + done * step, row + done, take);
                done += take;
            }
            return this;
        }

        private void addWithin(int chunk, int shift, int row, int length) {
            if (chunk != lastChunk) {
                lastChunk = chunk;
                if (chunks + 1 == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * starts.length);
                    numbers = Arrays.copyOf(numbers, starts.length - 1);
                }
                numbers[chunks] = chunk;
                starts[chunks++] = used;
            } else {
                int last = used - 3;
                int lastLength = segments[last + 2];
                if (lastLength + length <= longest
                        && segments[last] + lastLength * step == shift
                        && segments[last + 1] + lastLength == row) {
                    segments[last + 2] += length;
                    return;
                }
            }
            if (used + 3 > segments.length) {
                segments = Arrays.copyOf(segments, 2 * segments.length);
            }
            segments[used] = shift;
            segments[used + 1] = row;
            segments[used + 2] = length;
            used += 3;
        }

        /** The terms so far. */
        public TermChunks build() {
            int count = Math.max(1, chunks);
            int[] all = Arrays.copyOf(starts, count + 1);
            all[count] = used;
            return new TermChunks(Arrays.copyOf(segments, used), all, Arrays.copyOf(numbers, count));
        }
    }
}
