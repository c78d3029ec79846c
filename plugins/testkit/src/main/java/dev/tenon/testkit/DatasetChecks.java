package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The checks of a dataset with some settings. */
final class DatasetChecks {
    private static final long SEED = 12;

    private final Dataset<?> dataset;
    private final Record settings;
    private final Path folder;
    private final Map<String, Examples> others;
    private @Nullable Examples loaded;

    DatasetChecks(Dataset<?> dataset, Record settings, Path folder, Map<String, Examples> others) {
        this.dataset = dataset;
        this.settings = settings;
        this.folder = folder;
        this.others = others;
    }

    /** Loads anew, and reads all that is read when it is needed, as the runner does before anything is trained. */
    Examples load() throws IOException {
        assertTrue(
                dataset.settings().isInstance(settings),
                "the settings are a " + dataset.settings().getName());
        Examples examples = load(dataset, new TestDatasetScope(SEED, folder, copies(others)));
        examples.columns().forEach(column -> column.check(column.values()));
        return examples;
    }

    @SuppressWarnings("unchecked") // load() checks that the settings are of the dataset's own record
    private <S extends Record> Examples load(Dataset<S> typed, DatasetScope scope) throws IOException {
        return typed.load(scope, (S) settings);
    }

    /** Loads once for all checks. */
    private Examples examples() throws IOException {
        Examples known = loaded;
        if (known == null) {
            known = load().inMemory();
            loaded = known;
        }
        return known;
    }

    void sameTwice() throws IOException {
        same(examples(), load().inMemory());
    }

    /** Data sets of one type may be loaded side by side. */
    void manyThreads() throws IOException {
        Examples known = examples();
        for (Examples other : ManyThreads.results(this::load)) {
            same(known, other.inMemory());
        }
    }

    /** Rows are read by index, in any order, by several threads at once. */
    void rows() throws IOException {
        for (Column column : load().columns()) {
            float[] values = column.values();
            int width = column.shape().size();
            IntStream.range(0, column.size())
                    .map(i -> column.size() - 1 - i)
                    .parallel()
                    .forEach(i -> {
                        float[] row = new float[width + 2];
                        row[0] = 7;
                        row[width + 1] = 8;
                        column.read(i, row, 1);
                        String where = "example " + i + " of " + column.name();
                        assertEquals(7, row[0], where + " is written from `at` on");
                        assertEquals(8, row[width + 1], where + " is as long as its shape says");
                        Bits.assertSame(
                                where,
                                column.shape(),
                                Arrays.copyOfRange(values, i * width, (i + 1) * width),
                                Arrays.copyOfRange(row, 1, width + 1));
                    });
        }
    }

    private static void same(Examples a, Examples b) {
        assertEquals(a.image(), b.image(), "the image's shape");
        assertEquals(names(a), names(b), "the columns' names");
        for (int i = 0; i < a.columns().size(); i++) {
            Column one = a.columns().get(i);
            Column other = b.columns().get(i);
            Bits.assertSame(one.name(), Shape.of(one.values().length), one.values(), other.values());
            assertEquals(one.shape(), other.shape(), "the shape of " + one.name());
            assertEquals(one.kind(), other.kind(), "the kind of " + one.name());
            assertEquals(one.names(), other.names(), "the names of " + one.name());
        }
        assertEquals(a.splits(), b.splits(), "splits");
        for (Split split : a.splits()) {
            assertArrayEquals(a.split(split), b.split(split), "the images of " + split);
        }
        for (int i = 0; i < a.size(); i++) {
            assertArrayEquals(a.sources(i), b.sources(i), "the originals of image " + i);
            assertEquals(a.annotations(i), b.annotations(i), "the annotations of image " + i);
        }
    }

    private static List<String> names(Examples examples) {
        return examples.columns().stream().map(Column::name).toList();
    }

    void numbers() throws IOException {
        Examples examples = examples();
        assertEquals(examples.size() * examples.image().size(), examples.images().length, "pixels");
        for (float pixel : examples.images()) {
            assertTrue(Float.isFinite(pixel), "a pixel is a number, not " + pixel);
        }
        for (Column column : examples.columns()) {
            assertEquals(examples.size(), column.size(), "rows of " + column.name());
            for (float value : column.values()) {
                assertTrue(!Float.isInfinite(value), "a number of " + column.name() + " is not " + value);
            }
            assertTrue(column.names().stream().noneMatch(String::isBlank), "names are not blank");
        }
    }

    void splits() throws IOException {
        Examples examples = examples();
        assertTrue(examples.split(Split.TRAIN).length > 0, "there is something to train on");
        Set<Integer> seen = new HashSet<>();
        Map<Integer, Split> splitOf = new HashMap<>();
        for (Split split : examples.splits()) {
            assertTrue(examples.split(split).length > 0, split + " has images, or is not there");
            for (int image : examples.split(split)) {
                assertTrue(image >= 0 && image < examples.size(), split + " names image " + image);
                assertTrue(seen.add(image), "image " + image + " is in a split once");
                assertTrue(examples.sources(image).length > 0, "image " + image + " has an original, if only itself");
                for (int source : examples.sources(image)) {
                    Split other = splitOf.putIfAbsent(source, split);
                    assertTrue(
                            other == null || other == split,
                            "original " + source + " of image " + image + " is in both " + other + " and " + split);
                }
            }
        }
    }

    void annotations() throws IOException {
        Examples examples = examples();
        for (int i = 0; i < examples.size(); i++) {
            List<Annotation> all = examples.annotations(i);
            if (all.isEmpty()) {
                continue;
            }
            assertEquals(3, examples.image().rank(), "what has annotations is an image, not " + examples.image());
            int height = examples.image().dim(0);
            int width = examples.image().dim(1);
            for (Annotation each : all) {
                String what = "image " + i + ", " + each;
                assertTrue(each.height() > 0 && each.width() > 0, what + " has an area");
                assertTrue(each.top() >= 0 && each.top() + each.height() <= height, what + " lies in the image");
                assertTrue(each.left() >= 0 && each.left() + each.width() <= width, what + " lies in the image");
                assertTrue(!each.label().isBlank(), what + " has a label");
                assertTrue(each.parent() >= -1 && each.parent() < all.size(), what + ": the parent exists");
                if (each.parent() >= 0) {
                    assertEquals(
                            each.level() - 1, all.get(each.parent()).level(), what + ": the parent is one level up");
                }
            }
        }
    }

    void othersUntouched() throws IOException {
        Map<String, Examples> given = copies(others);
        load(dataset, new TestDatasetScope(SEED, folder, given));
        given.forEach((name, each) -> {
            Examples original = others.get(name);
            if (original != null) {
                String advice = name + " is another dataset: copy its images and targets before you write to them";
                for (int i = 0; i < each.columns().size(); i++) {
                    assertArrayEquals(
                            original.columns().get(i).values(),
                            each.columns().get(i).values(),
                            advice);
                }
            }
        });
    }

    private static Map<String, Examples> copies(Map<String, Examples> sets) {
        Map<String, Examples> copies = new HashMap<>();
        sets.forEach((name, each) -> copies.put(name, copy(each)));
        return copies;
    }

    private static Examples copy(Examples set) {
        Examples.Builder copy = Examples.of(set.image(), set.images().clone());
        set.columns().stream()
                .skip(1)
                .forEach(column -> copy.column(column.with(column.values().clone())));
        List<List<Annotation>> annotations = new ArrayList<>();
        int[][] sources = new int[set.size()][];
        for (int i = 0; i < set.size(); i++) {
            annotations.add(set.annotations(i));
            sources[i] = set.sources(i);
        }
        set.splits().forEach(split -> copy.split(split, set.split(split)));
        return copy.sources(sources).annotations(annotations).build();
    }
}
