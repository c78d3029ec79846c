package dev.tenon.api.data;

import dev.tenon.api.settings.Configurable;
import java.io.IOException;

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
}
