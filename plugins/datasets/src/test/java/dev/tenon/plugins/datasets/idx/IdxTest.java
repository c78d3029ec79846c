package dev.tenon.plugins.datasets.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestDatasetScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxTest extends DatasetContract {

    private static final int COUNT = 40;
    private static final int TESTS = 10;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        put("images", images(COUNT, 3, 5));
        put("labels", labels(COUNT));
        put("test-images", images(TESTS, 3, 5));
        put("test-labels", labels(TESTS));
        Files.write(folder.resolve("images.gz"), gzip(images(COUNT, 3, 5)));
        Files.write(folder.resolve("labels.gz"), gzip(labels(COUNT)));
        byte[] packed = gzip(images(COUNT, 3, 5));
        Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length - 20));
        put("cut", Arrays.copyOf(images(COUNT, 3, 5), 16 + 15 * COUNT - 1));
        put("header", Arrays.copyOf(images(COUNT, 3, 5), 10));
        put("nothing", new byte[0]);
        put("long", Arrays.copyOf(labels(COUNT), 8 + COUNT + 3));
        put("text", "0,0,0,5\n".repeat(40).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        put("other-size", images(TESTS, 5, 5));
        ByteBuffer negative = ByteBuffer.allocate(8 + 2 * COUNT).putInt(0xb01).putInt(COUNT);
        put("negative", negative.putShort(8, (short) -1).array());
        put("no-image", images(0, 3, 5));
        put(
                "huge",
                ByteBuffer.allocate(20)
                        .putInt(0x803)
                        .putInt(1 << 30)
                        .putInt(1 << 30)
                        .putInt(1 << 30)
                        .array());
    }

    private void put(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    /** Image i has the pixels i, i + 1, ... modulo 256. */
    private static byte[] images(int count, int height, int width) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + count * height * width);
        bytes.putInt(0x803).putInt(count).putInt(height).putInt(width);
        for (int i = 0; i < count * height * width; i++) {
            bytes.put((byte) (i / (height * width) + i % (height * width)));
        }
        return bytes.array();
    }

    /** Image i has the label i modulo 4. */
    private static byte[] labels(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + count);
        bytes.putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            bytes.put((byte) (i % 4));
        }
        return bytes.array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static Idx.Settings one(String images, String labels) {
        return new Idx.Settings(
                Path.of(images), Path.of(labels), Optional.empty(), Optional.empty(), List.of(), 0.1, 0.2);
    }

    private static Idx.Settings two(String images, String labels, List<String> names) {
        return new Idx.Settings(
                Path.of("images"),
                Path.of("labels"),
                Optional.of(Path.of(images)),
                Optional.of(Path.of(labels)),
                names,
                0.1,
                0.2);
    }

    @Override
    protected Dataset<?> dataset() {
        return new Idx();
    }

    @Override
    protected Path folder() {
        return folder;
    }

    @Override
    protected List<Record> settings() {
        return List.of(one("images", "labels"), two("test-images", "test-labels", List.of("a", "b", "c", "d", "e")));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("missing", one("imagse", "labels"), "imagse"),
                refused("swapped", one("labels", "images"), "labels", "0x00000801", "swapped"),
                refused("swapped labels", one("images", "test-images"), "test-images", "0x00000803", "swapped"),
                refused("wrong magic", one("text", "labels"), "text begins with 0x302c302c", "0x00000803"),
                refused("truncated", one("cut", "labels"), "cut has 599 bytes", "600", "cut off"),
                refused("truncated in the header", one("header", "labels"), "header ends after 10 bytes"),
                refused("empty file", one("nothing", "labels"), "nothing ends after 0 bytes"),
                refused("too long", one("images", "long"), "long has 43 bytes", "40", "too long"),
                refused("a damaged gzip file", one("cut.gz", "labels"), "cut.gz", "damaged"),
                refused("no image", one("no-image", "labels"), "no-image", "0 images"),
                refused("a header that promises the sky", one("huge", "labels"), "huge has 4 bytes", "2^60"),
                refused("labels below zero", one("images", "negative"), "negative", "label -1"),
                refused("counts that differ", one("images", "test-labels"), "40 images", "10 labels"),
                refused("sizes that differ", two("other-size", "test-labels", List.of()), "5 x 5", "3 x 5"),
                refused("too few names", two("test-images", "test-labels", List.of("a", "b")), "label 3", "2 names"),
                Mistake.of(
                        "test images without labels",
                        () -> new Idx.Settings(
                                Path.of("images"),
                                Path.of("labels"),
                                Optional.of(Path.of("test-images")),
                                Optional.empty(),
                                List.of(),
                                0.1,
                                0.2),
                        "test-images is given without test-labels"),
                Mistake.of(
                        "nothing to train on",
                        () -> new Idx.Settings(
                                Path.of("images"),
                                Path.of("labels"),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                0.5,
                                0.5),
                        "nothing to train on"));
    }

    private Examples load(Idx.Settings settings) throws IOException {
        return new Idx().load(new TestDatasetScope(1, folder, Map.of()), settings);
    }

    @Test
    void bytesBecomePixelsAndLabels() throws IOException {
        Examples examples = load(one("images", "labels"));
        assertEquals(List.of(3, 5, 1), examples.image().toList());
        assertEquals(List.of("0", "1", "2", "3"), examples.names());
        assertEquals(7 / 255f, examples.pixels(7)[0]);
        assertEquals(21 / 255f, examples.pixels(7)[14]);
        assertEquals(3f, examples.targets()[7]);
        assertEquals(8, examples.split(Split.TEST).length);
        assertEquals(4, examples.split(Split.VALIDATION).length);
        assertEquals(28, examples.split(Split.TRAIN).length);
    }

    @Test
    void gzippedFilesAreTheSame() throws IOException {
        Examples plain = load(one("images", "labels"));
        Examples packed = load(one("images.gz", "labels.gz"));
        assertArrayEquals(plain.images(), packed.images());
        assertArrayEquals(plain.targets(), packed.targets());
        assertArrayEquals(plain.split(Split.TEST), packed.split(Split.TEST));
    }

    @Test
    void theTestFilesAreTheTestSplit() throws IOException {
        Examples examples = load(two("test-images", "test-labels", List.of()));
        assertEquals(COUNT + TESTS, examples.size());
        assertArrayEquals(new int[] {40, 41, 42, 43, 44, 45, 46, 47, 48, 49}, examples.split(Split.TEST));
        assertEquals(4, examples.split(Split.VALIDATION).length);
        assertEquals(36, examples.split(Split.TRAIN).length);
        assertEquals(3 / 255f, examples.pixels(43)[0]);
    }

    @Test
    void coloursAndSixteenBits() throws IOException {
        ByteBuffer colour = ByteBuffer.allocate(20 + 40 * 2 * 3)
                .putInt(0x804)
                .putInt(40)
                .putInt(1)
                .putInt(2)
                .putInt(3);
        for (int i = 0; i < 240; i++) {
            colour.put((byte) i);
        }
        put("colour", colour.array());
        ByteBuffer wide = ByteBuffer.allocate(16 + 40 * 2 * 2)
                .putInt(0xb03)
                .putInt(40)
                .putInt(1)
                .putInt(2);
        for (int i = 0; i < 80; i++) {
            wide.putShort((short) (i * 400));
        }
        put("wide", wide.array());
        ByteBuffer many = ByteBuffer.allocate(8 + 40 * 2).putInt(0xb01).putInt(40);
        for (int i = 0; i < 40; i++) {
            many.putShort((short) (10 * i));
        }
        put("many", many.array());
        Examples coloured = load(one("colour", "many"));
        assertEquals(List.of(1, 2, 3), coloured.image().toList());
        assertEquals(11 / 255f, coloured.pixels(1)[5]);
        assertEquals(391, coloured.units());
        assertEquals(79 * 400 / 32767f, load(one("wide", "many")).pixels(39)[1]);
    }

    /** The real files, where there are any: set TENON_DATA to a folder that has them in mnist-t10k/. */
    @Test
    void mnist() throws IOException {
        String data = System.getenv("TENON_DATA");
        assumeTrue(data != null, "TENON_DATA is not set: MNIST's files are not read");
        Path mnist = Path.of(String.valueOf(data)).resolve("mnist-t10k");
        assertTrue(Files.isDirectory(mnist), "TENON_DATA is set, but " + mnist + " is not a folder");
        Examples examples = new Idx()
                .load(
                        new TestDatasetScope(1, mnist, Map.of()),
                        one("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"));
        assertEquals(10_000, examples.size());
        assertEquals(List.of(28, 28, 1), examples.image().toList());
        int[] counts = new int[10];
        for (float label : examples.targets()) {
            counts[(int) label]++;
        }
        assertArrayEquals(new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, counts);
        double sum = 0;
        for (float pixel : examples.images()) {
            sum += pixel;
        }
        // The mean of MNIST's test images, as commonly given.
        assertEquals(0.1325, sum / examples.images().length, 0.0001);
    }
}
