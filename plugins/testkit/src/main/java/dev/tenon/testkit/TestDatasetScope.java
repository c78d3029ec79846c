package dev.tenon.testkit;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.numerics.RandomStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Gives a dataset under test its files, the datasets it builds on, and random numbers. */
public final class TestDatasetScope implements DatasetScope {
    private final long seed;
    private final Path folder;
    private final Map<String, Examples> others;
    private final List<String> notes = new CopyOnWriteArrayList<>();

    /**
     * A scope.
     *
     * @param seed of the random numbers
     * @param folder from which paths are seen
     * @param others the datasets that settings may name
     */
    public TestDatasetScope(long seed, Path folder, Map<String, Examples> others) {
        this.seed = seed;
        this.folder = folder;
        this.others = others;
    }

    @Override
    public Path resolve(Path path) {
        return folder.resolve(path);
    }

    @Override
    public byte[] read(Path path) throws IOException {
        Path file = resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new DataException("there is no file " + path + "; check the path");
        }
        byte[] bytes = Files.readAllBytes(file);
        boolean gzipped = bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
        if (!gzipped) {
            return bytes;
        }
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return unpacked.readAllBytes();
        } catch (IOException e) {
            throw new DataException("the gzipped file " + path + " is damaged; fetch it again", e);
        }
    }

    @Override
    public Examples dataset(DatasetName name) {
        Examples examples = others.get(name.name());
        if (examples == null) {
            throw new DataException("there is no dataset " + name.name() + "; known are " + others.keySet());
        }
        return examples;
    }

    @Override
    public RandomStream random(String name) {
        return new RandomStream(seed, name);
    }

    @Override
    public void note(String sentence) {
        notes.add(sentence);
    }

    /** What the dataset said that a reader should know. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
