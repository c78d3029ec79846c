package dev.tenon.backend.cpu.kernels.product;

import dev.tenon.backend.cpu.kernels.tile.TermChunks;
import java.util.Arrays;
import java.util.List;

/**
 * Which terms the rows of a matrix product have: all the same, or one of several kinds. A pixel at the edge of an
 * image, say, meets only some of a kernel's taps. The chunks of all kinds are the same parts of the whole chain; those
 * that a kind has no terms of are empty.
 */
public final class RowTerms {
    private static final int[] SAME = {};

    private final int chunks;
    private final int[] segments;

    /** For each kind where each chunk's segments begin, and where the last chunk's end. */
    private final int[] starts;

    /** For each row where its kind's starts begin. */
    private final int[] rows;

    /** For each row the next one of another kind. */
    private final int[] ends;

    private RowTerms(int chunks, int[] segments, int[] starts, int[] rows) {
        this.chunks = chunks;
        this.segments = segments;
        this.starts = starts;
        this.rows = rows;
        this.ends = new int[rows.length];
        for (int row = rows.length - 1; row >= 0; row--) {
            boolean last = row + 1 == rows.length || rows[row + 1] != rows[row];
            ends[row] = last ? row + 1 : ends[row + 1];
        }
    }

    /** The same terms for each row. */
    public static RowTerms same(TermChunks terms) {
        return of(List.of(terms), SAME);
    }

    /**
     * Terms of several kinds. A tile takes those of its first row for all of its rows.
     *
     * @param kinds the kinds, in chunks of one chain
     * @param rows for each row its kind
     */
    public static RowTerms of(List<TermChunks> kinds, int[] rows) {
        int[] numbers = kinds.stream()
                .flatMapToInt(kind -> Arrays.stream(kind.numbers()))
                .sorted()
                .distinct()
                .toArray();
        int perKind = numbers.length + 1;
        int[] segments =
                new int[kinds.stream().mapToInt(kind -> kind.segments().length).sum()];
        int[] starts = new int[kinds.size() * perKind];
        int used = 0;
        for (int k = 0; k < kinds.size(); k++) {
            TermChunks kind = kinds.get(k);
            int chunk = 0;
            for (int i = 0; i < numbers.length; i++) {
                starts[k * perKind + i] = used + kind.start(chunk);
                if (chunk < kind.count() && kind.numbers()[chunk] == numbers[i]) {
                    chunk++;
                }
            }
            System.arraycopy(kind.segments(), 0, segments, used, kind.segments().length);
            used += kind.segments().length;
            starts[k * perKind + numbers.length] = used;
        }
        return new RowTerms(
                numbers.length,
                segments,
                starts,
                Arrays.stream(rows).map(kind -> kind * perKind).toArray());
    }

    /** The number of chunks. */
    public int chunks() {
        return chunks;
    }

    /** The segments of all kinds: triples of shift, first and length; not to be written. */
    public int[] segments() {
        return segments;
    }

    /** Where chunks begin; the first of a row's is {@code starts()[at(row)]}. */
    int[] starts() {
        return starts;
    }

    int at(int row) {
        return rows.length == 0 ? 0 : rows[row];
    }

    /** The first row after one that has other terms. */
    int end(int row) {
        return rows.length == 0 ? Integer.MAX_VALUE : ends[row];
    }
}
