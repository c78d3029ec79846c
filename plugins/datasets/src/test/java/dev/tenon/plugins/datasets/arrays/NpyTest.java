package dev.tenon.plugins.datasets.arrays;

import static dev.tenon.plugins.datasets.arrays.NpyBytes.counting;
import static dev.tenon.plugins.datasets.arrays.NpyBytes.npy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestDatasetScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpyTest extends DatasetContract {

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        put("x.npy", npy("|u1", "(40, 2, 3)", counting(240, 256)));
        put("y.npy", npy("<i8", "(40,)", longs(40)));
        put("x-test.npy", npy("|u1", "(8, 2, 3)", counting(48, 256)));
        put("y-test.npy", npy("|u1", "(8, 1)", counting(8, 4)));
        put("wide.npy", npy("|u1", "(8, 2, 4)", counting(64, 256)));
        put("masks.npy", npy("|u1", "(8, 2, 3)", counting(48, 2)));
        put("two.npy", npy("|u1", "(8, 2)", counting(16, 4)));
        byte[] whole = npy("|u1", "(40, 2, 3)", counting(240, 256));
        put("cut.npy", Arrays.copyOf(whole, whole.length - 1));
        put("header.npy", Arrays.copyOf(whole, 40));
        put("short.npy", Arrays.copyOf(whole, 7));
        put("nothing.npy", new byte[0]);
        put("long.npy", Arrays.copyOf(whole, whole.length + 1));
        put("huge.npy", npy("<f8", "(999999999, 999999999, 999999999)", new byte[8]));
        put("zero.npy", npy("|u1", "(0, 2, 3)", new byte[0]));
        put("spaces.npy", npy("|u1", "(4 0, 2, 3)", counting(240, 256)));
        put("objects.npy", npy("|O", "(40, 2, 3)", new byte[240]));
        put("text.npy", "images".repeat(20).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private void put(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    private static byte[] longs(int count) {
        byte[] bytes = new byte[8 * count];
        for (int i = 0; i < count; i++) {
            bytes[8 * i] = (byte) (i % 4);
        }
        return bytes;
    }

    private static Npy.Settings one(String images, String labels) {
        return new Npy.Settings(
                Path.of(images), Path.of(labels), Optional.empty(), Optional.empty(), List.of(), 0.1, 0.2);
    }

    private static Npy.Settings two(String images, String labels) {
        return new Npy.Settings(
                Path.of("x.npy"),
                Path.of("y.npy"),
                Optional.of(Path.of(images)),
                Optional.of(Path.of(labels)),
                List.of(),
                0.1,
                0.2);
    }

    @Override
    protected Dataset<?> dataset() {
        return new Npy();
    }

    @Override
    protected Path folder() {
        return folder;
    }

    @Override
    protected List<Record> settings() {
        return List.of(one("x.npy", "y.npy"), two("x-test.npy", "y-test.npy"), one("x-test.npy", "masks.npy"));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("missing", one("none.npy", "y.npy"), "none.npy"),
                refused("cut off", one("cut.npy", "y.npy"), "cut.npy is cut off", "240 bytes", "239"),
                refused("cut off in the header", one("header.npy", "y.npy"), "header.npy"),
                refused("seven bytes", one("short.npy", "y.npy"), "short.npy is not a NumPy array"),
                refused("empty", one("nothing.npy", "y.npy"), "nothing.npy is not a NumPy array"),
                refused("too long", one("long.npy", "y.npy"), "long.npy is too long"),
                refused("a header that promises the sky", one("huge.npy", "y.npy"), "huge.npy is cut off", "2^60"),
                refused("no image", one("zero.npy", "y.npy"), "zero.npy", "at least one"),
                refused("an axis that is not a number", one("spaces.npy", "y.npy"), "spaces.npy", "4 0"),
                refused("objects", one("objects.npy", "y.npy"), "'|O'", "astype"),
                refused("text", one("text.npy", "y.npy"), "text.npy is not a NumPy array"),
                refused("the same file", one("x.npy", "x.npy"), "as images and as labels"),
                refused("swapped", one("y.npy", "x.npy"), "y.npy has the shape [40]"),
                refused("counts that differ", one("x.npy", "y-test.npy"), "40 images", "[8, 1]"),
                refused("sizes that differ", two("wide.npy", "y-test.npy"), "[2, 4, 1]", "[2, 3, 1]"),
                refused("masks for another size", two("x-test.npy", "masks.npy"), "labels", "[8, 2, 3]"),
                refused("two labels instead of one", two("x-test.npy", "two.npy"), "2 for each image"),
                Mistake.of(
                        "test images without labels",
                        () -> new Npy.Settings(
                                Path.of("a"),
                                Path.of("b"),
                                Optional.of(Path.of("c")),
                                Optional.empty(),
                                List.of(),
                                0.1,
                                0.2),
                        "test-images is given without test-labels"));
    }

    private Examples load(Npy.Settings settings) throws IOException {
        return new Npy().load(new TestDatasetScope(7, folder, Map.of()), settings);
    }

    @Test
    void theTestFilesAreTheTestSplit() throws IOException {
        Examples examples = load(two("x-test.npy", "y-test.npy"));
        assertEquals(48, examples.size());
        assertArrayEquals(IntStream.range(40, 48).toArray(), examples.split(Split.TEST));
        assertEquals(7 / 255f, examples.pixels(41)[1]);
        assertEquals(3f, examples.targets()[7]);
    }
}
