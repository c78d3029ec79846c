package dev.tenon.api.data;

import java.io.IOException;

/** Rows that are read when they are needed. */
record ReadRows(int size, Reader reader) implements Rows {

    ReadRows {
        if (size < 1) {
            throw new DataException(size + " examples are none");
        }
    }

    @Override
    public void read(int index, float[] into, int at) throws IOException {
        reader.read(index, into, at);
    }
}
