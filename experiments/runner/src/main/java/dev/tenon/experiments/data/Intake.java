package dev.tenon.experiments.data;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.training.Targets;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The first reading of a data set, from beginning to end: it finds every mistake in files before anything is trained, gives the digest
 * of all numbers, and keeps in memory the columns that fit there.
 *
 * @param examples with their columns in memory, or known to be readable
 * @param sha256 see {@link ExamplesDigest}
 * @param bytes of memory that columns take which were not there before
 */
record Intake(Examples examples, String sha256, long bytes) {

    /** Numbers of a column that are worth being kept as bytes. */
    private static final int WORTH = 1 << 16;

    /** Numbers that are read together. */
    private static final int BLOCK = 1 << 20;

    /**
     * Reads a data set.
     *
     * @param room bytes that columns which are read may take in memory
     */
    static Intake of(Examples examples, long room) throws IOException {
        long bytes = 0;
        Map<Column, Column> read = new HashMap<>();
        for (Column column : examples.columns()) {
            Optional<Column> kept = column.held() ? Optional.empty() : kept(column, room - bytes);
            if (kept.isPresent()) {
                long size = (long) column.size() * column.shape().size();
                bytes += kept.get().held() ? size * Float.BYTES : size;
                read.put(column, kept.get());
            }
        }
        String images = examples.columns().getFirst().name();
        String sha256 = ExamplesDigest.of(examples, (column, digest) -> {
            Column kept = read.getOrDefault(column, column);
            if (kept.held()) {
                digest.accept(kept.values());
            } else if (kept.source() instanceof ByteRows rows) {
                for (int from = 0; from < rows.bytes().length; from += BLOCK) {
                    float[] block = new float[Math.min(BLOCK, rows.bytes().length - from)];
                    rows.numbers(from, block.length, block, 0);
                    digest.accept(block);
                }
            } else {
                read.put(column, column.with(known(column, column.name().equals(images), digest)));
            }
        });
        return new Intake(examples.with(column -> read.getOrDefault(column, column)), sha256, bytes);
    }

    /** The column in memory, if it fits there: as bytes where each number is one, else as floats. */
    private static Optional<Column> kept(Column column, long room) throws IOException {
        long size = (long) column.size() * column.shape().size();
        if (size > Integer.MAX_VALUE - 64) {
            return Optional.empty();
        }
        boolean fits = size * Float.BYTES <= room;
        byte[] bytes = new byte[column.kind() == Targets.NUMBERS && size >= WORTH && size <= room ? (int) size : 0];
        float[] values = new float[bytes.length == 0 && fits ? (int) size : 0];
        if (bytes.length + values.length == 0) {
            return Optional.empty();
        }
        BatchRows rows = BatchRows.of(column);
        Iterator<int[]> blocks = blocks(column);
        for (int next = 0; blocks.hasNext(); ) {
            int[] block = blocks.next();
            if (bytes.length > 0) {
                float[] numbers = rows.read(block);
                if (!ByteRows.put(numbers, bytes, next)) {
                    if (!fits) {
                        return Optional.empty();
                    }
                    values = new float[(int) size];
                    new ByteRows(bytes, rows.width()).numbers(0, next, values, 0);
                    System.arraycopy(numbers, 0, values, next, numbers.length);
                    bytes = new byte[0];
                }
            } else {
                rows.read(block, values, next);
            }
            next += block.length * rows.width();
        }
        return Optional.of(bytes.length > 0 ? column.with(new ByteRows(bytes, rows.width())) : column.with(values));
    }

    private static Rows known(Column column, boolean marked, Consumer<float[]> digest) {
        int width = column.shape().size();
        long[] marks = new long[marked ? column.size() : 0];
        AtomicBoolean unknown = new AtomicBoolean();
        // By the threads that read, for the digest is one thread's and takes as long as all else.
        Rows first = Rows.of(column.size(), (index, into, at) -> {
            column.source().read(index, into, at);
            if (marked) {
                marks[index] = ImageFingerprint.of(into, at, width);
            }
            if (!known(into, at, width)) {
                unknown.set(true);
            }
        });
        BatchRows rows = new BatchRows("column " + column.name(), first, width);
        try (ReadAhead ahead =
                new ReadAhead(List.of(rows), blocks(column), UnaryOperator.identity(), Math.ceilDiv(BLOCK, width))) {
            for (int done = 0; done < column.size(); ) {
                float[] block = ahead.next().getOrDefault(rows.name(), new float[0]);
                column.check(block);
                digest.accept(block);
                done += block.length / width;
            }
        }
        return new KnownRows(column.source(), !unknown.get(), marks);
    }

    private static boolean known(float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (Float.isNaN(values[i])) {
                return false;
            }
        }
        return true;
    }

    /** All examples in order, some together. */
    private static Iterator<int[]> blocks(Column column) {
        int count = Math.ceilDiv(BLOCK, column.shape().size());
        return IntStream.range(0, Math.ceilDiv(column.size(), count))
                .mapToObj(block -> IntStream.range(block * count, Math.min(column.size(), (block + 1) * count))
                        .toArray())
                .iterator();
    }
}
