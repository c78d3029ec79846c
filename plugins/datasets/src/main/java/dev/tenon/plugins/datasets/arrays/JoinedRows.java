package dev.tenon.plugins.datasets.arrays;

import dev.tenon.api.data.Rows;
import java.io.IOException;
import java.util.List;

/** The rows of several files one after the other. */
public record JoinedRows(List<Rows> parts) implements Rows {

    @Override
    public int size() {
        return parts.stream().mapToInt(Rows::size).reduce(0, Math::addExact);
    }

    @Override
    public void read(int index, float[] into, int at) throws IOException {
        int own = index;
        for (Rows part : parts) {
            if (own < part.size()) {
                part.read(own, into, at);
                return;
            }
            own -= part.size();
        }
        throw new IndexOutOfBoundsException(index);
    }
}
