package dev.tenon.plugins.datasets.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestDatasetScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpzTest extends DatasetContract {

    @TempDir
    Path folder = Path.of("");

    /** An array as numpy.save writes it. */
    private static byte[] npy(String descr, String shape, byte[] elements) {
        String dictionary = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
        String padded = dictionary + " ".repeat(63 - (10 + dictionary.length()) % 64) + "\n";
        return ByteBuffer.allocate(10 + padded.length() + elements.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .put(elements)
                .array();
    }

    private static byte[] counting(int count, int modulo) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i % modulo);
        }
        return bytes;
    }

    private void write(String name, Map<String, byte[]> arrays) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(array.getValue());
                zip.closeEntry();
            }
        }
        Files.write(folder.resolve(name), bytes.toByteArray());
    }

    private static Map<String, byte[]> two(String x, byte[] images, String y, byte[] labels) {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put(x, images);
        arrays.put(y, labels);
        return arrays;
    }

    @BeforeEach
    void write() throws IOException {
        Map<String, byte[]> medmnist = new LinkedHashMap<>();
        for (String split : List.of("train", "val", "test")) {
            int n = split.equals("train") ? 12 : 4;
            medmnist.put(split + "_images", npy("|u1", "(" + n + ", 2, 3, 3)", counting(n * 18, 256)));
            medmnist.put(split + "_labels", npy("|u1", "(" + n + ", 1)", counting(n, 4)));
        }
        medmnist.put("notes", npy("<U8", "()", new byte[32])); // passed over
        write("medmnist.npz", medmnist);
        Map<String, byte[]> keras = two(
                "x_train",
                npy("|u1", "(20, 2, 2)", counting(80, 256)),
                "y_train",
                npy("|u1", "(20,)", counting(20, 5)));
        keras.put("x_test", npy("|u1", "(5, 2, 2)", counting(20, 256)));
        keras.put("y_test", npy("|u1", "(5,)", counting(5, 5)));
        write("keras.npz", keras);
        ByteBuffer wide = ByteBuffer.allocate(2 * 40).order(ByteOrder.BIG_ENDIAN);
        for (int i = 0; i < 40; i++) {
            wide.putShort((short) (i * 1638));
        }
        write(
                "signs.npz",
                two(
                        "images",
                        npy(">u2", "(10, 2, 2)", wide.array()),
                        "labels",
                        npy("|b1", "(10, 2)", counting(20, 2))));
        ByteBuffer floats = ByteBuffer.allocate(4 * 10).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 10; i++) {
            floats.putFloat(i / 4f);
        }
        byte[] pixels = npy("<f8", "(10, 1, 1)", new byte[80]);
        write("numbers.npz", two("images", pixels, "labels", npy("<f4", "(10,)", floats.array())));
        byte[] labels = npy("|u1", "(10,)", counting(10, 2));
        write("no-labels.npz", Map.of("train_images", pixels));
        write("other-names.npz", Map.of("a", pixels, "b", labels));
        write(
                "both.npz",
                new LinkedHashMap<>(Map.of("images", pixels, "labels", labels, "x_train", pixels, "y_train", labels)));
        write("complex.npz", two("images", npy("<c8", "(10, 1, 1)", new byte[80]), "labels", labels));
        write("vector.npz", two("images", npy("|u1", "(10,)", new byte[10]), "labels", labels));
        write("cut.npz", two("images", npy("|u1", "(10, 2, 2)", new byte[39]), "labels", labels));
        write("long.npz", two("images", npy("|u1", "(10, 2, 2)", new byte[41]), "labels", labels));
        write("huge.npz", two("images", npy("|u1", "(99999999999, 2, 2)", new byte[41]), "labels", labels));
        write("count.npz", two("images", npy("|u1", "(11, 1, 1)", new byte[11]), "labels", labels));
        write("text.npz", two("images", "hello there".getBytes(StandardCharsets.UTF_8), "labels", labels));
        byte[] whole = Files.readAllBytes(folder.resolve("keras.npz"));
        Files.write(folder.resolve("half.npz"), Arrays.copyOf(whole, 200));
        Files.write(folder.resolve("no-zip.npz"), new byte[100]);
        byte[] fortran = npy("|u1", "(10, 1, 1)", new byte[10]);
        byte[] swapped = new String(fortran, StandardCharsets.ISO_8859_1)
                .replace("'fortran_order': False", "'fortran_order': True ")
                .getBytes(StandardCharsets.ISO_8859_1);
        write("fortran.npz", two("images", swapped, "labels", labels));
    }

    private static Npz.Settings file(String name, String... names) {
        return new Npz.Settings(Path.of(name), List.of(names), 0.1, 0.2);
    }

    @Override
    protected Dataset<?> dataset() {
        return new Npz();
    }

    @Override
    protected Path folder() {
        return folder;
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                file("medmnist.npz"), file("keras.npz"), file("signs.npz", "left", "right"), file("numbers.npz"));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("no such file", file("none.npz"), "none.npz"),
                refused("no labels", file("no-labels.npz"), "train_images", "no train_labels"),
                refused("other names", file("other-names.npz"), "train_images and train_labels", "no array"),
                refused("two training sets", file("both.npz"), "exactly one", "images, labels, x_train, y_train"),
                refused("complex numbers", file("complex.npz"), "'<c8'", "astype"),
                refused("no images", file("vector.npz"), "[10]", "[n, height, width]"),
                refused("cut off", file("cut.npz"), "images is cut off", "40 bytes"),
                refused("too long", file("long.npz"), "too long"),
                refused("more than any file", file("huge.npz"), "huge.npz: images", "an axis of 99999999999"),
                refused("one label too few", file("count.npz"), "11 images", "[10]"),
                refused("text instead of an array", file("text.npz"), "no NumPy array"),
                refused("half an archive", file("half.npz"), "half.npz"),
                refused("no archive", file("no-zip.npz"), "no-zip.npz is no zip archive"),
                refused("columns first", file("fortran.npz"), "row-major", "ascontiguousarray"),
                refused("too few names", file("keras.npz", "a", "b"), "5 names", "gives 2"),
                Mistake.of(
                        "nothing to train on",
                        () -> new Npz.Settings(Path.of("x.npz"), List.of(), 0.5, 0.5),
                        "below 1"));
    }

    private Examples load(Npz.Settings settings) throws IOException {
        return new Npz().load(new TestDatasetScope(7, folder, Map.of()), settings);
    }

    @Test
    void splitsOfTheFileStayAsTheyAre() throws IOException {
        Examples examples = load(file("medmnist.npz"));
        assertEquals(Shape.of(2, 3, 3), examples.image());
        assertEquals(Targets.CLASSES, examples.kind());
        assertEquals(List.of("0", "1", "2", "3"), examples.names());
        assertEquals(12, examples.split(Split.TRAIN).length);
        assertArrayEquals(new int[] {12, 13, 14, 15}, examples.split(Split.VALIDATION));
        assertArrayEquals(new int[] {16, 17, 18, 19}, examples.split(Split.TEST));
        assertEquals(17 / 255f, examples.pixels(0)[17]);
        assertEquals(3f, examples.targets()[15]);
    }

    @Test
    void whatTheFileDoesNotSplitIsDrawnFromTheTrainingImages() throws IOException {
        Examples examples = load(new Npz.Settings(Path.of("keras.npz"), List.of(), 0.25, 0.2));
        assertArrayEquals(IntStream.range(20, 25).toArray(), examples.split(Split.TEST));
        assertEquals(5, examples.split(Split.VALIDATION).length);
        assertEquals(15, examples.split(Split.TRAIN).length);
    }

    @Test
    void sixteenBitsAndBothByteOrders() throws IOException {
        Examples examples = load(file("signs.npz"));
        assertEquals(Targets.SIGNS, examples.kind());
        assertEquals(39 * 1638 / 65535f, examples.pixels(9)[3]);
        assertArrayEquals(new float[] {-1, 1}, Arrays.copyOf(examples.targets(), 2));
    }

    @Test
    void fractionsAreNumbersToPredict() throws IOException {
        Examples examples = load(file("numbers.npz"));
        assertEquals(Targets.NUMBERS, examples.kind());
        assertEquals(2.25f, examples.targets()[9]);
    }
}
