package dev.tenon.experiments.data;

import dev.tenon.api.data.Column;
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
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Loads the data sets of an experiment, each once, and remembers which files they came from. */
public final class DataLoader {

    /** The share of the memory which Java may use that columns take which are read from files; training takes as much again. */
    private static final int HELD = 4;

    private final Path folder;
    private final Map<Key, Examples> loaded = new LinkedHashMap<>();
    private final Set<LoadedSet> sets = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<List<Examples>> related = new HashSet<>();
    private final Map<Path, Read> files = new ConcurrentHashMap<>();
    private final Map<Examples, String> inMemory = new HashMap<>();
    private long room;

    /** A file that was read, and its time of change then. */
    private record Read(InputFile input, FileTime changed) {}

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
        this(folder, Runtime.getRuntime().maxMemory() / HELD);
    }

    /**
     * A loader that keeps little in memory.
     *
     * @param room bytes that columns which are read from files may take in memory, all data sets together
     */
    public DataLoader(Path folder, long room) {
        this.folder = folder;
        this.room = room;
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
        Intake intake = read(spec, data);
        Examples examples = intake.examples();
        room -= intake.bytes();
        loaded.put(key, examples);
        sets.add(new LoadedSet(
                name,
                examples.size(),
                examples.columns().stream()
                        .map(column ->
                                new LoadedColumn(column.name(), column.shape().size()))
                        .toList(),
                intake.sha256()));
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
                files.values().stream()
                        .map(Read::input)
                        .sorted(Comparator.comparing(InputFile::path).thenComparing(InputFile::sha256))
                        .toList(),
                sets.stream()
                        .sorted(Comparator.comparing(LoadedSet::name).thenComparing(LoadedSet::sha256))
                        .toList(),
                notes.stream().sorted().toList());
    }

    private Intake read(ExperimentSpec spec, DataSpec data) {
        try {
            Intake intake = Intake.of(checked(data, new Scope(spec, data)), room);
            boolean held = intake.examples().columns().stream().allMatch(Column::held);
            inMemory.put(intake.examples(), held ? intake.sha256() : ExamplesDigest.ofMemory(intake.examples()));
            if (!Origin.of(data.dataset().service().getClass()).own()
                    && !Intake.of(checked(data, new Scope(spec, data)), 0)
                            .sha256()
                            .equals(intake.sha256())) {
                throw problem(
                        data,
                        "gave other examples when it was loaded again, so that no run could be repeated; "
                                + data.dataset().service().getClass().getName()
                                + " may draw from scope.random alone, and keeps nothing between loads");
            }
            return intake;
        } catch (DataException | IllegalArgumentException e) {
            throw problem(data, String.valueOf(e.getMessage()));
        } catch (SpecException e) {
            throw e; // Of a data set that this one is built on.
        } catch (IOException e) {
            throw problem(data, Reasons.of(e));
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

    /** Loads a data set and sees to it that those which it is built on stay as they were: others use them too. */
    private Examples checked(DataSpec data, Scope scope) throws IOException {
        Examples examples = load(data.dataset(), scope);
        scope.loaded = true;
        for (Map.Entry<String, Examples> given : scope.given.entrySet()) {
            if (!ExamplesDigest.ofMemory(given.getValue()).equals(inMemory.get(given.getValue()))) {
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
        private volatile boolean loaded;

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
            Path plain = resolve(path).toAbsolutePath().normalize();
            FileTime changed = changed(plain);
            DataFile file = DataFile.read(path, plain);
            Read before = files.get(plain);
            if (before == null || !before.changed.equals(changed) || before.input.bytes() != file.bytes().length) {
                add(path, plain, changed, Digests.of(file.bytes()), file.bytes().length);
            }
            return file.unpacked();
        }

        @Override
        public MemorySegment open(Path path) throws IOException {
            Path plain = resolve(path).toAbsolutePath().normalize();
            FileTime changed = changed(plain);
            Optional<MemorySegment> mapped = DataFile.mapped(path, plain);
            if (mapped.isEmpty()) {
                return MemorySegment.ofArray(read(path));
            }
            add(path, plain, changed, Digests.of(mapped.get()), mapped.get().byteSize());
            return mapped.get();
        }

        /** Records a file. */
        private void add(Path path, Path plain, FileTime changed, String sha256, long bytes) {
            InputFile now = new InputFile(shown(plain), sha256, bytes);
            Read before = files.put(plain, new Read(now, changed));
            if (before != null && !before.input.equals(now)) {
                throw new DataException(path + " has changed since it was first read; leave the files of data as they"
                        + " are while a run reads them, and start again");
            }
        }

        @Override
        public Examples dataset(DatasetName name) {
            if (loaded) {
                throw new IllegalStateException(
                        "asks for data set " + name.name() + " when rows are read; ask for it in load");
            }
            Examples examples = load(spec, name.name());
            given.put(name.name(), examples);
            return examples;
        }

        @Override
        public RandomStream random(String name) {
            return new RandomStream(spec.design().dataSeed(), "data/" + data.name() + "/" + name);
        }
    }

    private static FileTime changed(Path file) throws IOException {
        return Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
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
