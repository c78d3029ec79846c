package dev.tenon.plugins.datasets.arrays;

import static dev.tenon.plugins.datasets.arrays.NpyBytes.counting;
import static dev.tenon.plugins.datasets.arrays.NpyBytes.npy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import dev.tenon.plugins.datasets.Sets;
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
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpzTest extends DatasetContract {

    @TempDir
    Path folder = Path.of("");

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

    /** An archive without compression, as numpy.savez writes it. */
    private static byte[] stored(Map<String, byte[]> arrays) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
                CRC32 crc = new CRC32();
                crc.update(array.getValue());
                entry.setCrc(crc.getValue());
                entry.setSize(array.getValue().length);
                zip.putNextEntry(entry);
                zip.write(array.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] small() throws IOException {
        return stored(two(
                "images", npy("|u1", "(4, 2, 2)", counting(16, 256)), "labels", npy("|u1", "(4,)", counting(4, 2))));
    }

    /** The same archive with an end of ZIP64, as those have that are larger than 4 GiB. */
    private static byte[] wide(byte[] archive) {
        ByteBuffer old = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        int end = archive.length - 22;
        return ByteBuffer.allocate(archive.length + 76)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(archive, 0, end)
                .putInt(0x06064b50)
                .putLong(44)
                .putInt(45 << 16 | 45)
                .putLong(0)
                .putLong(old.getShort(end + 8))
                .putLong(old.getShort(end + 10))
                .putLong(old.getInt(end + 12))
                .putLong(old.getInt(end + 16))
                .putInt(0x07064b50)
                .putInt(0)
                .putLong(end)
                .putInt(1)
                .putInt(0x06054b50)
                .putInt(0)
                .putInt(-1)
                .putInt(-1)
                .putInt(-1)
                .putShort((short) 0)
                .array();
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
                refused("text instead of an array", file("text.npz"), "not a NumPy array"),
                refused("half an archive", file("half.npz"), "half.npz"),
                refused("no archive", file("no-zip.npz"), "no-zip.npz is not a zip archive"),
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
    void whatIsNotCompressedIsTheSame() throws IOException {
        Files.write(folder.resolve("stored.npz"), small());
        Files.write(folder.resolve("wide.npz"), wide(small()));
        String digest = Sets.digest(load(file("stored.npz")));
        assertEquals(digest, Sets.digest(load(file("wide.npz"))));
        assertEquals(5 / 255f, load(file("stored.npz")).pixels(1)[1]);
    }

    /** Whatever is damaged is refused in words, or does not matter, as the time of an entry. */
    @Test
    void noDamageGivesOtherExamples() throws IOException {
        Files.write(folder.resolve("stored.npz"), small());
        String digest = Sets.digest(load(file("stored.npz")));
        for (byte[] archive : List.of(small(), wide(small()))) {
            for (int i = 0; i < archive.length; i++) {
                byte[] damaged = archive.clone();
                damaged[i] ^= (byte) 0xff;
                damagedIsRefusedOrTheSame(digest, damaged, "byte " + i);
                damagedIsRefusedOrTheSame(digest, Arrays.copyOf(archive, i), "cut at " + i);
            }
        }
    }

    private void damagedIsRefusedOrTheSame(String digest, byte[] archive, String what) throws IOException {
        Files.write(folder.resolve("damaged.npz"), archive);
        try {
            assertEquals(digest, Sets.digest(load(file("damaged.npz"))), what);
        } catch (DataException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("damaged.npz"), what + ": " + e.getMessage());
        }
    }

    @Test
    void aClassForEachPixelIsAMask() throws IOException {
        Files.write(
                folder.resolve("masks.npz"),
                stored(two(
                        "images",
                        npy("|u1", "(4, 2, 3, 3)", counting(72, 256)),
                        "labels",
                        npy("<i4", "(4, 2, 3)", ints(24)))));
        Examples examples = load(file("masks.npz", "ground", "stem", "leaf"));
        assertEquals("mask", examples.target().name());
        assertEquals(Shape.of(2, 3), examples.target().positions());
        assertEquals(List.of("ground", "stem", "leaf"), examples.names());
        assertArrayEquals(new float[] {0, 1, 2, 0, 1, 2}, examples.target().rows(new int[] {1}));
    }

    private static byte[] ints(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putInt(i % 3);
        }
        return bytes.array();
    }

    @Test
    void fractionsAreNumbersToPredict() throws IOException {
        Examples examples = load(file("numbers.npz"));
        assertEquals(Targets.NUMBERS, examples.kind());
        assertEquals(2.25f, examples.targets()[9]);
    }
}
