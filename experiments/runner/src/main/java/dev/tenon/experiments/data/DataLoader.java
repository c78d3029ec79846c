package dev.tenon.experiments.data;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.DataSource;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.ServiceOrigin;
import dev.tenon.experiments.spec.DataSpec;
import dev.tenon.experiments.spec.DesignSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.RandomSource;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads the data sets of an experiment and remembers which files they came from. A data set that seeds draw anew is loaded once
 * for each seed; of these draws as many are in memory as fit a part of it, and those that are loaded again are seen to be the same.
 */
public final class DataLoader {

    /** Draws take an eighth of the memory that Java may use. */
    private static final int PART = 8;

    /** Seconds of a first reading that somebody may wonder about. */
    private static final int WORTH_SAYING = 3;

    /** The share of the memory which Java may use that columns take which are read from files; training takes as much again. */
    private static final int HELD = 4;

    private final Path folder;
    private final Map<Key, DrawnSet> sets = new LinkedHashMap<>();
    private final DrawCache<Place> memory = new DrawCache<>(Runtime.getRuntime().maxMemory() / PART);
    private final Map<List<Place>, Boolean> related = new HashMap<>();
    private final Map<List<Key>, DrawNotes> between = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Map<Path, Read> files = new ConcurrentHashMap<>();
    private final long room;
    private final List<String> readings = new ArrayList<>();

    /** A file that was read, and its time of change then. */
    private record Read(InputFile input, FileTime changed) {}

    /**
     * What a data set's draws depend on besides seeds: its own settings and those of what it is built on, which may differ
     * between cells.
     */
    private record Key(
            String name,
            long seed,
            boolean data,
            boolean split,
            Optional<Integer> folds,
            Map<String, Part<Dataset<?>>> all) {}

    /** A draw. */
    private record Place(Key set, long seed) {}

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
     * The examples of a data set as the first seed of the design draws them.
     *
     * @throws SpecException with the place of the data set in the file, if it cannot be loaded
     */
    public Examples load(ExperimentSpec spec, String name) {
        return load(spec, name, spec.design().seeds().values().getFirst());
    }

    /**
     * The examples of a data set.
     *
     * @param seed of the trial, whatever its cell and arm
     * @throws SpecException with the place of the data set in the file, if it cannot be loaded
     */
    public synchronized Examples load(ExperimentSpec spec, String name, long seed) {
        return drawn(spec, name, spec.design().dataDraw(seed));
    }

    /** The examples of a draw of the data: for each seed one, unless draws are crossed. */
    private Examples drawn(ExperimentSpec spec, String name, long seed) {
        DataSpec data = data(spec, name);
        Key key = key(spec, name);
        DrawnSet set = sets.computeIfAbsent(key, missing -> new DrawnSet(name));
        Place place = new Place(key, set.known(seed));
        Optional<Examples> known = memory.get(place);
        if (known.isPresent()) {
            return known.get();
        }
        Examples examples = read(spec, data, set, place.seed());
        memory.put(place, examples, 2 * spec.data().size());
        return examples;
    }

    /**
     * New images from files, made into what a data set makes of its own.
     *
     * @param seed of the trial whose network is asked about them
     * @param files as seen from the present folder
     * @return rows of the shape of the data set's images; empty if these cannot come from pictures
     * @throws DataException if a picture does not fit; its rows may throw it as well
     * @throws SpecException if the data set cannot be loaded
     */
    public synchronized Optional<Rows> pictures(ExperimentSpec spec, String name, long seed, List<Path> files) {
        return picturesOf(spec, name, spec.design().dataDraw(seed), files);
    }

    private Optional<Rows> picturesOf(ExperimentSpec spec, String name, long seed, List<Path> files) {
        DataSpec data = data(spec, name);
        Scope scope = new Scope(spec, data, seed, Path.of("").toAbsolutePath());
        try {
            return pictures(
                    data.dataset().service(),
                    data.dataset().settings(),
                    scope,
                    files,
                    drawn(spec, name, seed).image());
        } catch (DataException | SpecException e) {
            throw e;
        } catch (IOException e) {
            throw new DataException(Reasons.of(e), e);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            throw new DataException(
                    "data set " + name + " (" + data.dataset().type() + ") failed when it was given pictures: "
                            + PluginException.mistake(data.dataset().service(), e),
                    e);
        }
    }

    private static <S extends Record> Optional<Rows> pictures(
            Dataset<S> dataset, Record settings, Scope scope, List<Path> files, Shape image) throws IOException {
        return dataset.pictures(scope, dataset.settings().cast(settings), files, image);
    }

    /** Whether seeds may differ in a data set. */
    public synchronized boolean varies(ExperimentSpec spec, String name) {
        return known(spec, name).varies();
    }

    /** Whether the data seed may make a difference in a data set. */
    public synchronized boolean isRandom(ExperimentSpec spec, String name) {
        return known(spec, name).isRandom();
    }

    /** Whether folds divide a data set or what it is built on. */
    public synchronized boolean isDivided(ExperimentSpec spec, String name) {
        return known(spec, name).isFolded();
    }

    private DrawnSet known(ExperimentSpec spec, String name) {
        DrawnSet set = sets.computeIfAbsent(key(spec, name), missing -> new DrawnSet(name));
        if (!set.isLoaded()) {
            load(spec, name);
        }
        return set;
    }

    private static DataSpec data(ExperimentSpec spec, String name) {
        DataSpec data = spec.data().get(name);
        if (data == null) {
            throw new IllegalArgumentException("no data set " + name);
        }
        return data;
    }

    private static Key key(ExperimentSpec spec, String name) {
        Map<String, Part<Dataset<?>>> all = new TreeMap<>();
        spec.data().values().forEach(each -> all.put(each.name(), each.dataset()));
        DesignSpec design = spec.design();
        return new Key(
                name,
                design.dataSeed(),
                design.draws(RandomSource.DATA),
                design.draws(RandomSource.SPLIT),
                design.folds(),
                all);
    }

    /**
     * Notes if test images of one data set are training images of another, from which an arm learns before it is measured.
     *
     * @param seed of the trials that do so
     */
    public synchronized void relate(ExperimentSpec spec, String learned, String tested, long seed) {
        Examples train = load(spec, learned, seed);
        Examples test = load(spec, tested, seed);
        Place one = place(spec, learned, spec.design().dataDraw(seed));
        Place other = place(spec, tested, spec.design().dataDraw(seed));
        if (related.putIfAbsent(List.of(one, other), true) == null) {
            between.computeIfAbsent(List.of(one.set(), other.set()), pair -> new DrawNotes())
                    .add(
                            seed,
                            DataNotes.between(learned, train, tested, test).stream()
                                    .toList());
        }
    }

    private Place place(ExperimentSpec spec, String name, long seed) {
        Key key = key(spec, name);
        return new Place(key, known(spec, name).known(seed));
    }

    /** Adds something that a reader of results should know. */
    public synchronized void note(String sentence) {
        notes.add(sentence);
    }

    /** Every file read and every data set loaded so far: files by path, sets and notes by name. */
    public synchronized DataInputs inputs() {
        List<DrawnSet> loaded =
                sets.values().stream().filter(DrawnSet::isLoaded).toList();
        Set<String> all = new TreeSet<>(notes);
        loaded.forEach(set -> all.addAll(set.notes().sentences()));
        between.values().forEach(each -> all.addAll(each.sentences()));
        return new DataInputs(
                files.values().stream()
                        .map(Read::input)
                        .sorted(Comparator.comparing(InputFile::path).thenComparing(InputFile::sha256))
                        .toList(),
                sets.entrySet().stream()
                        .filter(each -> each.getValue().isLoaded())
                        .map(each -> loaded(each.getKey(), each.getValue()))
                        .distinct()
                        .sorted(Comparator.comparing(LoadedSet::name).thenComparing(LoadedSet::sha256))
                        .toList(),
                List.copyOf(all));
    }

    private static LoadedSet loaded(Key key, DrawnSet set) {
        Part<Dataset<?>> part = Optional.ofNullable(key.all().get(key.name())).orElseThrow();
        return set.loaded()
                .of(
                        part.type(),
                        PluginException.guard(
                                "data set " + key.name() + ", asked for its source",
                                part.service(),
                                () -> source(part.service(), part.settings())));
    }

    private static <S extends Record> Optional<DataSource> source(Dataset<S> dataset, Record settings) {
        return dataset.source(dataset.settings().cast(settings));
    }

    private Examples read(ExperimentSpec spec, DataSpec data, DrawnSet set, long seed) {
        try {
            long begun = System.nanoTime();
            Scope scope = new Scope(spec, data, seed);
            Intake intake = Intake.of(checked(data, scope), Math.max(0, room - memory.bytes()));
            Optional<String> before = set.digest(seed);
            if (before.isEmpty()
                    && !set.isLoaded()
                    && !ServiceOrigin.of(data.dataset().service().getClass()).own()) {
                before = Optional.of(
                        Intake.of(checked(data, new Scope(spec, data, seed)), 0).sha256());
            }
            if (before.isPresent() && !before.get().equals(intake.sha256())) {
                throw problem(
                        data,
                        "gave other examples when it was loaded again, so no run could be repeated; "
                                + data.dataset().service().getClass().getName()
                                + " may draw only from scope.random and scope.split, and must keep nothing between loads");
            }
            if (set.digest(seed).isEmpty()) {
                set.add(seed, intake.examples(), intake.sha256(), scope.uses);
                firstRead(data.name(), intake.examples(), (System.nanoTime() - begun) / 1e9);
            }
            return intake.examples();
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

    private void firstRead(String name, Examples examples, double seconds) {
        List<String> unkept = examples.columns().stream()
                .filter(column -> !ByteRows.held(column.source()))
                .map(Column::name)
                .toList();
        if (seconds > WORTH_SAYING || !unkept.isEmpty()) {
            readings.add("data set " + name + ": " + examples.size() + " examples were read once in "
                    + Math.round(seconds) + " s, " + Math.round(examples.size() / seconds) + "/s"
                    + (unkept.isEmpty() ? "" : "; not kept in memory: " + String.join(", ", unkept)));
        }
    }

    /** How long the first reading of those data sets took with which it took long, or which do not stay in memory: a sentence each. */
    public synchronized List<String> readings() {
        return List.copyOf(readings);
    }

    /** Loads a data set and sees to it that those which it is built on stay as they were: others use them too. */
    private static Examples checked(DataSpec data, Scope scope) throws IOException {
        Examples examples = load(data.dataset(), scope);
        scope.loaded = true;
        for (Map.Entry<DrawnSet, Examples> given : scope.given.entrySet()) {
            if (!given.getKey().isUnchanged(scope.seed, given.getValue())) {
                throw problem(
                        data,
                        "changed data set " + given.getKey().name() + ", on which it is built; "
                                + data.dataset().service().getClass().getName()
                                + " must copy images and targets before it changes them");
            }
        }
        return scope.divided(examples);
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

        private final Path from;
        private final ExperimentSpec spec;
        private final DesignSpec design;
        private final DataSpec data;
        private final long seed;
        private final Map<DrawnSet, Examples> given = new LinkedHashMap<>();
        private final DrawnSet.Uses uses = new DrawnSet.Uses();
        private boolean generates;
        private boolean splits;
        private volatile boolean loaded;

        Scope(ExperimentSpec spec, DataSpec data, long seed) {
            this(spec, data, seed, folder);
        }

        /** One whose paths are seen from another folder than the experiment's. */
        Scope(ExperimentSpec spec, DataSpec data, long seed, Path from) {
            this.from = from;
            this.spec = spec;
            this.design = spec.design();
            this.data = data;
            this.seed = seed;
        }

        @Override
        public Path resolve(Path path) {
            return from.resolve(path);
        }

        @Override
        public void note(String sentence) {
            DataLoader.this.note("data set " + data.name() + ": " + sentence);
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
                throw new DataException(
                        path
                                + " has changed since it was first read; do not change data files while a run reads them, and start again");
            }
        }

        @Override
        public Examples dataset(DatasetName name) {
            if (loaded) {
                throw new IllegalStateException(
                        "asks for data set " + name.name() + " when rows are read; ask for it in load");
            }
            Examples examples = drawn(spec, name.name(), seed);
            DrawnSet below = known(spec, name.name());
            given.put(below, examples);
            uses.below.add(below);
            return examples;
        }

        @Override
        public Optional<Rows> pictures(DatasetName name, List<Path> files) {
            return picturesOf(spec, name.name(), seed, files);
        }

        @Override
        public RandomStream random(String name) {
            generates = true;
            uses.random = true;
            uses.generates |= design.draws(RandomSource.DATA);
            return stream(name, design.draws(RandomSource.DATA));
        }

        @Override
        public RandomStream split(String name) {
            splits = true;
            uses.random = true;
            uses.divides |= design.draws(RandomSource.SPLIT);
            return stream(name, design.draws(RandomSource.SPLIT));
        }

        private RandomStream stream(String name, boolean drawn) {
            return new RandomStream(design.dataSeed(), "data/" + data.name() + "/" + name, drawn ? (int) seed : 0);
        }

        /** Given images, as folds divide them; what is generated, or has its splits from what it is built on, keeps them. */
        Examples divided(Examples examples) {
            if (design.folds().isEmpty() || generates || !(splits || uses.below.isEmpty())) {
                return examples;
            }
            uses.random = true;
            uses.divides = true;
            uses.folded = true;
            int folds = design.folds().get();
            return Folds.of(
                    examples,
                    folds,
                    (int) (seed % folds),
                    new RandomStream(design.dataSeed(), "folds/" + data.name(), (int) (seed / folds)));
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
