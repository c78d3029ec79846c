package dev.tenon.api.data;

import dev.tenon.api.numerics.RandomStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a data set gets from outside while it is loaded. Files and random numbers are there for its rows as well. */
public interface DatasetScope {

    /**
     * A file or folder that the user named, seen from the folder of the experiment file. Every file that is read
     * through {@link #read} has its digest recorded.
     */
    Path resolve(Path path);

    /**
     * The bytes of a file, unpacked if it is gzipped; its digest (of the bytes as stored) goes into the run. Rows may call this when
     * the data set has been loaded; a file that has changed since it was first read is then refused.
     *
     * @param path as the user named it, or below a folder as the user named it; this method resolves it
     * @throws IOException if it cannot be read
     * @throws DataException if it does not exist, or is gzipped but damaged
     */
    byte[] read(Path path) throws IOException;

    /**
     * The bytes of a file of any size, unpacked if it is gzipped. A file that is not gzipped is mapped: what is looked at of it is
     * read, and takes no memory of Java's. Its digest goes into the run. Rows may go on to read it when the data set has been loaded.
     *
     * @param path as for {@link #read}
     * @throws IOException if it cannot be read
     * @throws DataException as for {@link #read}
     */
    default MemorySegment open(Path path) throws IOException {
        return MemorySegment.ofArray(read(path));
    }

    /** Another data set of the same experiment, loaded; to be asked for while loading, not when rows are read. */
    Examples dataset(DatasetName name) throws IOException;

    /**
     * New images from files, as another data set makes them of pictures: see {@link Dataset#pictures}. For data sets that are made of
     * another one and change its images.
     *
     * @return empty if that data set's images cannot come from pictures
     * @throws IOException if a file cannot be read
     * @throws DataException if a picture does not fit
     */
    default Optional<Rows> pictures(DatasetName name, List<Path> files) throws IOException {
        return Optional.empty();
    }

    /**
     * Random numbers for what is generated. They depend on the experiment's data seed, this name and, unless the experiment fixes
     * its data, the trial's seed: each seed generates its own examples.
     */
    RandomStream random(String name);

    /**
     * Random numbers for which given examples are for training, validation and test: drawn again for each seed unless the experiment
     * fixes its splits. A data set that divides what it reads takes them from here, so that comparisons can allow for splits that
     * overlap.
     */
    default RandomStream split(String name) {
        return random(name);
    }

    /**
     * Says something that a reader of results should know, such as which files were left out. It stands in the report, after the data
     * set's name.
     *
     * @param sentence without a full stop
     * @since 0.2
     */
    default void note(String sentence) {}
}
