package dev.tenon.experiments.data;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.data.DataInputs.LoadedColumn;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.plugin.Origin;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.spec.DataSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Problem;
import dev.tenon.experiments.spec.SpecException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Loads the data sets of an experiment, each once, and remembers which files they came from. */
public final class DataLoader {

    private final Path folder;
    private final Map<Key, Examples> loaded = new LinkedHashMap<>();
    private final Set<LoadedSet> sets = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<List<Examples>> related = new HashSet<>();
    private final Map<Path, InputFile> inputs = new HashMap<>();

    /**
     * What a data set's examples depend on: its own settings and those of what it is built on, which may differ
     * between cells.
     */
    private record Key(String name, long seed, Map<String, Part<Dataset<?>>> all) {}

    /**
     * A loader.
     *
     * @param folder of the experiment file; relative paths are seen from here
     */
    public DataLoader(Path folder) {
        this.folder = folder;
    }

    /**
     * The examples of a data set.
     *
     * @throws SpecException with the place of the data set in the file, if it cannot be loaded
     */
    public synchronized Examples load(ExperimentSpec spec, String name) {
        DataSpec data = spec.data().get(name);
        if (data == null) {
            throw new IllegalArgumentException("no data set " + name);
        }
        Map<String, Part<Dataset<?>>> all = new TreeMap<>();
        spec.data().values().forEach(each -> all.put(each.name(), each.dataset()));
        Key key = new Key(name, spec.design().dataSeed(), all);
        Examples known = loaded.get(key);
        if (known != null) {
            return known;
        }
        Examples examples = read(spec, data);
        loaded.put(key, examples);
        sets.add(new LoadedSet(
                name,
                examples.size(),
                examples.columns().stream()
                        .map(column ->
                                new LoadedColumn(column.name(), column.shape().size()))
                        .toList(),
                ExamplesDigest.of(examples)));
        notes.addAll(DataNotes.of(name, examples));
        return examples;
    }

    /** Notes if test images of one data set are training images of another, from which an arm learns before it is measured. */
    public synchronized void relate(ExperimentSpec spec, String learned, String tested) {
        Examples train = load(spec, learned);
        Examples test = load(spec, tested);
        if (related.add(List.of(train, test))) {
            DataNotes.between(learned, train, tested, test).ifPresent(notes::add);
        }
    }

    /** Adds something that a reader of results should know. */
    public synchronized void note(String sentence) {
        notes.add(sentence);
    }

    /** Every file read and every data set loaded so far: files by path, sets and notes by name. */
    public synchronized DataInputs inputs() {
        return new DataInputs(
                inputs.values().stream()
                        .sorted(Comparator.comparing(InputFile::path).thenComparing(InputFile::sha256))
                        .toList(),
                sets.stream()
                        .sorted(Comparator.comparing(LoadedSet::name).thenComparing(LoadedSet::sha256))
                        .toList(),
                notes.stream().sorted().toList());
    }

    private Examples read(ExperimentSpec spec, DataSpec data) {
        try {
            Examples examples = checked(data, new Scope(spec, data));
            if (!Origin.of(data.dataset().service().getClass()).own()
                    && !ExamplesDigest.of(checked(data, new Scope(spec, data))).equals(ExamplesDigest.of(examples))) {
                throw problem(
                        data,
                        "gave other examples when it was loaded again, so that no run could be repeated; "
                                + data.dataset().service().getClass().getName()
                                + " may draw from scope.random alone, and keeps nothing between loads");
            }
            return examples;
        } catch (DataException | IllegalArgumentException e) {
            throw problem(data, String.valueOf(e.getMessage()));
        } catch (SpecException e) {
            throw e; // Of a data set that this one is built on.
        } catch (IOException e) {
            throw problem(data, why(e));
        } catch (OutOfMemoryError e) {
            throw problem(
                    data,
                    "does not fit into memory; Java may use "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            throw problem(
                    data, "failed: " + PluginException.mistake(data.dataset().service(), e));
        }
    }

    /** In words: of many exceptions the message is a path alone, and some have none. */
    private static String why(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "may not be read: " + denied.getFile();
            case NoSuchFileException missing -> "cannot be read: there is no " + missing.getFile();
            case EOFException end -> "cannot be read: a file ends too early";
            default -> "cannot be read" + (e.getMessage() == null ? "" : ": " + e.getMessage());
        };
    }

    /** Loads a data set and sees to it that those which it is built on stay as they were: others use them too. */
    private Examples checked(DataSpec data, Scope scope) throws IOException {
        Examples examples = load(data.dataset(), scope);
        for (Map.Entry<String, Examples> given : scope.given.entrySet()) {
            String now = ExamplesDigest.of(given.getValue());
            if (sets.stream()
                    .noneMatch(set ->
                            set.name().equals(given.getKey()) && set.sha256().equals(now))) {
                throw problem(
                        data,
                        "changed data set " + given.getKey() + ", on which it is built; "
                                + data.dataset().service().getClass().getName()
                                + " must copy images and targets before it writes to them");
            }
        }
        return examples;
    }

    private static SpecException problem(DataSpec data, String message) {
        return new SpecException(List.of(new Problem(
                data.mark(), "data set " + data.name() + " (" + data.dataset().type() + "): " + message)));
    }

    private static <S extends Record> Examples load(Dataset<S> dataset, Record settings, Scope scope)
            throws IOException {
        return dataset.load(scope, dataset.settings().cast(settings));
    }

    private static Examples load(Part<Dataset<?>> part, Scope scope) throws IOException {
        return load(part.service(), part.settings(), scope);
    }

    private final class Scope implements DatasetScope {

        private final ExperimentSpec spec;
        private final DataSpec data;
        private final Map<String, Examples> given = new LinkedHashMap<>();

        Scope(ExperimentSpec spec, DataSpec data) {
            this.spec = spec;
            this.data = data;
        }

        @Override
        public Path resolve(Path path) {
            return folder.resolve(path);
        }

        @Override
        public byte[] read(Path path) throws IOException {
            DataFile file = DataFile.read(path, resolve(path));
            Path plain = resolve(path).toAbsolutePath().normalize();
            inputs.put(plain, new InputFile(shown(plain), Digests.of(file.bytes()), file.bytes().length));
            return file.unpacked();
        }

        @Override
        public Examples dataset(DatasetName name) {
            Examples examples = load(spec, name.name());
            given.put(name.name(), examples);
            return examples;
        }

        @Override
        public RandomStream random(String name) {
            return new RandomStream(spec.design().dataSeed(), "data/" + data.name() + "/" + name);
        }
    }

    /**
     * A path as the run records it: seen from the experiment's folder, or of a file elsewhere its name and its
     * folder's; never absolute, so that a run can be compared with another machine's.
     */
    private String shown(Path plain) {
        Path base = folder.toAbsolutePath().normalize();
        int names = plain.getNameCount();
        Path shown = plain.startsWith(base) ? base.relativize(plain) : plain.subpath(Math.max(0, names - 2), names);
        return shown.toString().replace('\\', '/');
    }
}
