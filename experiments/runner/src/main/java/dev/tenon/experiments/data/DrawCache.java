package dev.tenon.experiments.data;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The draws of data sets that are in memory: as many of the last used as a part of it holds, and always a few, so that the arms
 * of a seed share what they learn from.
 *
 * @param <K> which draw
 */
final class DrawCache<K> {

    private final long budget;
    private final Map<K, Examples> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    DrawCache(long budget) {
        this.budget = budget;
    }

    Optional<Examples> get(K key) {
        return Optional.ofNullable(kept.get(key));
    }

    /** What the kept draws take. */
    long bytes() {
        return bytes;
    }

    /**
     * Keeps a draw.
     *
     * @param fewest how many are kept whatever they take
     */
    void put(K key, Examples examples, int fewest) {
        kept.put(key, examples);
        bytes += size(examples);
        Iterator<Examples> oldest = kept.values().iterator();
        while (bytes > budget && kept.size() > fewest) {
            bytes -= size(oldest.next());
            oldest.remove();
        }
    }

    private static long size(Examples examples) {
        long bytes = 0;
        for (Column column : examples.columns()) {
            if (column.source() instanceof ByteRows rows) {
                bytes += rows.bytes().length;
            } else if (column.held()) {
                bytes += (long) Float.BYTES * column.values().length;
            }
        }
        return bytes;
    }
}
