package dev.tenon.experiments.data;

import java.util.List;

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
     * @param sha256 of its columns, splits, sources and annotations, in hexadecimal
     */
    public record LoadedSet(String name, int examples, List<LoadedColumn> columns, String sha256) {}

    /**
     * A column of a data set.
     *
     * @param numbers how many an example has in it
     */
    public record LoadedColumn(String name, int numbers) {}
}
