package dev.tenon.plugins.datasets.image;

import dev.tenon.api.data.Rows;
import java.io.IOException;

/**
 * Rows that are made when they are read, as masks from the boxes that are known, and of which nothing is unknown.
 *
 * @param size how many examples there are
 * @param reader makes one
 */
public record MadeRows(int size, Rows.Reader reader) implements Rows {

    @Override
    public void read(int index, float[] into, int at) throws IOException {
        reader.read(index, into, at);
    }

    @Override
    public boolean complete() {
        return true;
    }
}
