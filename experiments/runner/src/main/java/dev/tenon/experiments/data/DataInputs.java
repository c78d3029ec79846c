package dev.tenon.experiments.data;

import dev.tenon.api.data.DataSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What an experiment's results depend on besides its file and its code.
 *
 * @param files that data sets read, and the manifests of runs that weights came from
 * @param sets the data sets that were loaded, by name; several of one name where its settings are varied
 * @param notes what a reader should know about the data, one sentence each
 */
public record DataInputs(List<InputFile> files, List<LoadedSet> sets, List<String> notes) {

    /** Nothing was read. */
    public static final DataInputs NONE = new DataInputs(List.of(), List.of(), List.of());

    /**
     * A data set as it was loaded, from files or generated.
     *
     * @param name in the experiment file
     * @param examples how many
     * @param columns in order: the images first, the target second
     * @param sha256 of its columns, splits, sources and annotations, in hexadecimal; of the digests of all draws if it has some
     * @param drawn what of it differs between seeds
     * @param draws one for each seed, in the order of seeds; empty if it is the same for all
     * @param type which kind of data set it is, as {@code uci-digits}; empty in runs of before 0.2
     * @param source where it comes from, if that is known
     * @param train how many its training split has, where it is the same for all seeds; 0 where it differs, or was not recorded
     */
    public record LoadedSet(
            String name,
            int examples,
            List<LoadedColumn> columns,
            String sha256,
            Drawn drawn,
            List<Draw> draws,
            String type,
            Optional<DataSource> source,
            int train) {

        /** A set of which nothing more is known. */
        public LoadedSet(
                String name, int examples, List<LoadedColumn> columns, String sha256, Drawn drawn, List<Draw> draws) {
            this(name, examples, columns, sha256, drawn, draws, "", Optional.empty(), 0);
        }

        /** This with where it comes from. */
        LoadedSet of(String ofType, Optional<DataSource> from) {
            return new LoadedSet(name, examples, columns, sha256, drawn, draws, ofType, from, train);
        }

        /** The digest of a draw; empty if that was not loaded. */
        public Optional<String> digest(long draw) {
            if (draws.isEmpty()) {
                return Optional.of(sha256);
            }
            int place =
                    Collections.binarySearch(draws, new Draw(draw, 0, 0, 0, ""), Comparator.comparingLong(Draw::seed));
            return place < 0 ? Optional.empty() : Optional.of(draws.get(place).sha256());
        }

        /** This as a process sees it that has loaded a single draw. */
        public LoadedSet as(long draw) {
            return new LoadedSet(name, examples, columns, digest(draw).orElse(""), 0).of(type, source);
        }

        /** A set that is the same for all seeds. */
        public LoadedSet(String name, int examples, List<LoadedColumn> columns, String sha256, int train) {
            this(name, examples, columns, sha256, Drawn.NOTHING, List.of(), "", Optional.empty(), train);
        }
    }

    /**
     * A column of a data set.
     *
     * @param numbers how many an example has in it
     */
    public record LoadedColumn(String name, int numbers) {}

    /**
     * A data set as a seed draws it.
     *
     * @param train how many examples its training split has
     * @param validation how many its validation split has
     * @param test how many its test split has
     * @param sha256 of its columns, splits, sources and annotations, in hexadecimal
     */
    public record Draw(long seed, int train, int validation, int test, String sha256) {}

    /** What of a data set differs between seeds, the less before the more. */
    public enum Drawn {
        /** Nothing: training, validation and test examples are the same. */
        NOTHING,
        /** Which examples are for training and which for validation; those for test are given. */
        TRAINING,
        /** Which of the given examples are for training, validation and test: these overlap between seeds. */
        SPLIT,
        /** All of it is generated anew. */
        GENERATED
    }
}
