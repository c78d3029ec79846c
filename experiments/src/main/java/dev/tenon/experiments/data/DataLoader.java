package dev.tenon.experiments.data;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.spec.DataSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Problem;
import dev.tenon.experiments.spec.SpecException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Loads the data sets of an experiment, each once, and remembers which files they came from. */
public final class DataLoader {

    private final Path folder;
    private final Map<Key, Examples> loaded = new HashMap<>();
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
        return examples;
    }

    /** Every file read so far, ordered by path. */
    public synchronized List<InputFile> inputs() {
        return inputs.values().stream()
                .sorted(Comparator.comparing(InputFile::path).thenComparing(InputFile::sha256))
                .toList();
    }

    private Examples read(ExperimentSpec spec, DataSpec data) {
        try {
            return load(data.dataset(), new Scope(spec, data));
        } catch (DataException | IllegalArgumentException e) {
            throw problem(data, String.valueOf(e.getMessage()));
        } catch (SpecException e) {
            throw e; // Of a data set that this one is built on.
        } catch (AccessDeniedException e) {
            throw problem(data, "may not be read: " + e.getMessage());
        } catch (IOException e) {
            throw problem(data, "cannot be read: " + e.getMessage());
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
            byte[] bytes;
            try {
                bytes = Files.readAllBytes(resolve(path));
            } catch (NoSuchFileException e) {
                throw new DataException(
                        "there is no file " + path + "; paths are seen from the folder of the experiment file", e);
            }
            Path plain = resolve(path).toAbsolutePath().normalize();
            inputs.put(plain, new InputFile(shown(plain), Digests.of(bytes), bytes.length));
            if (bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b) {
                try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    return unpacked.readAllBytes();
                } catch (IOException e) {
                    throw new DataException(
                            path + " is gzipped but damaged (" + e.getMessage() + "); fetch it again", e);
                }
            }
            return bytes;
        }

        @Override
        public Examples dataset(DatasetName name) {
            return load(spec, name.name());
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
