package dev.tenon.experiments.data;

import dev.tenon.api.data.Rows;
import java.io.IOException;

/**
 * Rows that are not kept in memory, and have been read once from beginning to end.
 *
 * @param complete whether nothing is unknown
 * @param marks of each example, see {@link ImageFingerprint}; empty where nobody asks
 */
record KnownRows(Rows rows, boolean complete, long[] marks) implements Rows {

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public void read(int index, float[] into, int at) throws IOException {
        rows.read(index, into, at);
    }
}
