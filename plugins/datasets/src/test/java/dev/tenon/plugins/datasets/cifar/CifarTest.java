package dev.tenon.plugins.datasets.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.data.Column;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CifarTest extends DatasetContract {

    private static final int PIXELS = 3072;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Files.write(folder.resolve("one.bin"), ten(20, 0));
        Files.write(folder.resolve("two.bin"), ten(10, 100));
        Files.write(folder.resolve("test.bin"), ten(10, 200));
        Files.write(folder.resolve("hundred.bin"), hundred(40));
        Files.write(folder.resolve("cut.bin"), Arrays.copyOf(ten(20, 0), 20 * 3073 - 1));
        Files.write(folder.resolve("empty.bin"), new byte[0]);
        byte[] wrong = ten(20, 0);
        wrong[3 * 3073] = 10;
        Files.write(folder.resolve("label.bin"), wrong);
    }

    /** Image i has red start + i, green 1 and, at pixel p, blue p modulo 256. */
    private static byte[] ten(int count, int start) {
        byte[] bytes = new byte[count * (1 + PIXELS)];
        for (int i = 0; i < count; i++) {
            bytes[i * (1 + PIXELS)] = (byte) (i % 10);
            planes(bytes, i * (1 + PIXELS) + 1, start + i);
        }
        return bytes;
    }

    private static byte[] hundred(int count) {
        byte[] bytes = new byte[count * (2 + PIXELS)];
        for (int i = 0; i < count; i++) {
            bytes[i * (2 + PIXELS)] = (byte) (i % 20);
            bytes[i * (2 + PIXELS) + 1] = (byte) (2 * i);
            planes(bytes, i * (2 + PIXELS) + 2, i);
        }
        return bytes;
    }

    private static void planes(byte[] bytes, int at, int red) {
        for (int pixel = 0; pixel < 1024; pixel++) {
            bytes[at + pixel] = (byte) red;
            bytes[at + 1024 + pixel] = 1;
            bytes[at + 2048 + pixel] = (byte) pixel;
        }
    }

    private static Cifar.Settings of(Cifar.Kind kind, List<String> files, List<String> testFiles, String... names) {
        return new Cifar.Settings(
                kind,
                files.stream().map(Path::of).toList(),
                testFiles.stream().map(Path::of).toList(),
                List.of(names),
                0.1,
                0.2);
    }

    private static Cifar.Settings file(String name) {
        return of(Cifar.Kind.CIFAR_10, List.of(name), List.of());
    }

    @Override
    protected Dataset<?> dataset() {
        return new Cifar();
    }

    @Override
    protected Path folder() {
        return folder;
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                file("one.bin"),
                of(Cifar.Kind.CIFAR_10, List.of("one.bin", "two.bin"), List.of("test.bin")),
                of(Cifar.Kind.CIFAR_100, List.of("hundred.bin"), List.of()));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("missing", file("none.bin"), "none.bin"),
                refused("cut off", file("cut.bin"), "cut.bin has 61459 bytes", "3073", "cut off"),
                refused("empty", file("empty.bin"), "empty.bin has 0 bytes"),
                refused("the other kind", file("hundred.bin"), "hundred.bin", "kind: cifar-100"),
                refused("a label too large", file("label.bin"), "label.bin: image 3 has the label 10", "10 classes"),
                Mistake.of("no file", () -> of(Cifar.Kind.CIFAR_10, List.of(), List.of()), "files is empty"),
                Mistake.of(
                        "a file twice",
                        () -> of(Cifar.Kind.CIFAR_10, List.of("one.bin"), List.of("one.bin")),
                        "named twice"),
                Mistake.of(
                        "too few names",
                        () -> of(Cifar.Kind.CIFAR_10, List.of("one.bin"), List.of(), "a"),
                        "1 names for 10 classes"),
                Mistake.of(
                        "nothing to train on",
                        () -> new Cifar.Settings(
                                Cifar.Kind.CIFAR_10, List.of(Path.of("a")), List.of(), List.of(), 0.5, 0.5),
                        "nothing to train on"));
    }

    private Examples load(Cifar.Settings settings) throws IOException {
        return new Cifar().load(new TestDatasetScope(1, folder, Map.of()), settings);
    }

    @Test
    void planesBecomePixelsOfThreeChannels() throws IOException {
        Examples examples = load(of(Cifar.Kind.CIFAR_10, List.of("one.bin", "two.bin"), List.of("test.bin")));
        assertEquals(List.of(32, 32, 3), examples.image().toList());
        assertEquals("truck", examples.names().get(9));
        float[] pixels = examples.pixels(23);
        assertArrayEquals(new float[] {103 / 255f, 1 / 255f, 0f}, Arrays.copyOf(pixels, 3));
        assertArrayEquals(new float[] {103 / 255f, 1 / 255f, 7 / 255f}, Arrays.copyOfRange(pixels, 3 * 263, 3 * 264));
        assertEquals(3f, examples.targets()[23]);
        assertArrayEquals(IntStream.range(30, 40).toArray(), examples.split(Split.TEST));
    }

    @Test
    void cifar100HasACoarseLabelToo() throws IOException {
        Examples examples = load(of(Cifar.Kind.CIFAR_100, List.of("hundred.bin"), List.of()));
        Column coarse = examples.column("coarse").orElseThrow();
        assertEquals(20, coarse.units());
        assertEquals(5f, coarse.values()[25]);
        assertEquals(50f, examples.targets()[25]);
        assertEquals(100, examples.units());
    }
}
