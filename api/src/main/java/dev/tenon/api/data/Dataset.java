package dev.tenon.api.data;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.settings.Configurable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A source of examples.
 *
 * @param <S> its settings
 */
public interface Dataset<S extends Record> extends Configurable<S> {

    /**
     * All examples, the same ones in the same order each time.
     *
     * @throws IOException if a file cannot be read
     * @throws DataException if what is read is not as it should be; the message says which file and what to do
     */
    Examples load(DatasetScope scope, S settings) throws IOException;

    /**
     * Where the examples come from and under which licence, if that is known: of data that come with the data set, not of a user's own
     * files, and not of what is generated.
     */
    default Optional<DataSource> source(S settings) {
        return Optional.empty();
    }

    /**
     * New images from files, made into what {@link #load} makes of its own: of their size, channels and scale. A network that was
     * trained on this data set is asked about them.
     *
     * @param files at least one, as a user named them; {@link DatasetScope#read} reads them
     * @param image the shape of this data set's images, {@code [height, width, channels]}
     * @return a row of that shape for each file, in their order; empty if images of this data set cannot come from pictures in files
     * @throws IOException if a file cannot be read; its rows may throw it as well
     * @throws DataException if a picture does not fit; the message says which and what to do
     */
    default Optional<Rows> pictures(DatasetScope scope, S settings, List<Path> files, Shape image) throws IOException {
        return Optional.empty();
    }
}
