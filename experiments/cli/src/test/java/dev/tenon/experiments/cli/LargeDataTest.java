package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Data sets that are larger than the memory which Java may use, each in a JVM of its own. */
final class LargeDataTest {

    /** Images whose class is the brightness of their first pixel. */
    private static final String TEXT = """
            experiment: large
            data: {images: DATA}
            defaults:
              data: images
              train: {steps: STEPS, batch: 64, loss: softmax-cross-entropy, optimizer: {type: adam, rate: 0.01}}
            arms:
              small:
                layers:
                  - {type: conv2d, filters: 4, kernel: 5, stride: 4, activation: relu}
                  - {type: global-max-pool}
                  - {type: dense, units: 2}
            design: {seeds: 1}
            compare: {primary: test.accuracy}
            """;

    /**
     * Two heads. What the one gives for the test images, 270 MB of classes of pixels, is larger than the memory; what the other gives is
     * ranked, and so held.
     */
    private static final String TWO_HEADS = """
            experiment: large
            data:
              digits: {type: uci-digits}
              scenes: {type: digit-scenes, from: digits, canvas: [32, 32], find: ["0"], digits: 2, also: [mask],
                examples: {train: 64, validation: 0, test: 6000}}
            defaults:
              data: scenes
              train:
                steps: 2
                batch: 32
                objective: [{loss: softmax-cross-entropy, against: mask}, {loss: logistic, of: found}]
                optimizer: adam
            arms:
              small:
                layers:
                  - {id: maps, type: conv2d, filters: 4, kernel: 3, padding: same, activation: relu}
                  - {type: global-max-pool}
                  - {id: found, type: dense, units: 1}
                  - {type: conv2d, inputs: maps, filters: 11, kernel: 1}
            design: {seeds: 1}
            compare:
              primary: test.mean-iou
              metrics: [test.accuracy, test.log-loss, test.calibration-error, test.ranked]
              measures: {ranked: {metric: auroc, of: found}}
            """;

    /** How much data the nightly tests read, each. */
    private static final double GIGABYTES = Double.parseDouble(System.getProperty("tenon.test.gigabytes", "20"));

    /** A twentieth of it, but room for some minibatches of images; a quarter of this is kept of data that are read. */
    private static final String HEAP = Math.max(400, Math.round(51.2 * GIGABYTES)) + "m";

    private static final Pattern SPEED = Pattern.compile("""
            \\d+ examples were read for training: \\d+/s are decoded, \\d+/s were trained; training waited for data \\d+ %""");

    private static final Pattern READ = Pattern.compile(
            "data set images: 37500 examples were read once in \\d+ s, \\d+/s; not kept in memory: \\S+\\n");

    @TempDir
    Path folder = Path.of("");

    /** A file with holes takes no room on the disk; one image in two has bright pixels. */
    private void arrays(int count, int side) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("images.npy").toFile(), "rw")) {
            byte[] header = header("|u1", "(" + count + ", " + side + ", " + side + ", 3)");
            file.write(header);
            long width = 3L * side * side;
            file.setLength(header.length + count * width);
            for (int i = 1; i < count; i += 2) {
                file.seek(header.length + i * width + width / 2);
                file.write(new byte[] {(byte) 250, (byte) (i >>> 8), (byte) i});
            }
        }
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 2);
        }
        try (var out = Files.newOutputStream(folder.resolve("labels.npy"))) {
            out.write(header("|u1", "(" + count + ",)"));
            out.write(labels);
        }
    }

    private static byte[] header(String type, String shape) {
        String dictionary = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        String padded = dictionary + " ".repeat(63 - (10 + dictionary.length()) % 64) + "\n";
        byte[] header = new byte[10 + padded.length()];
        byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) padded.length(), 0};
        System.arraycopy(start, 0, header, 0, 10);
        System.arraycopy(padded.getBytes(StandardCharsets.US_ASCII), 0, header, 10, padded.length());
        return header;
    }

    private String run(String data, int steps, String heap, long minutes) throws IOException, InterruptedException {
        return run(TEXT.replace("DATA", data).replace("STEPS", "" + steps), heap, minutes);
    }

    private String run(String text, String heap, long minutes) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("large.yaml"), text);
        Path errors = folder.resolve("errors.txt");
        Process process = OwnProcess.tenon(
                folder,
                errors,
                List.of("-Xmx" + heap, "-XX:+UseParallelGC", "--add-modules", "jdk.incubator.vector"),
                "run",
                "large.yaml",
                "--out",
                "run");
        try {
            assertTrue(process.waitFor(minutes, TimeUnit.MINUTES), "it ends in time");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), Files.readString(errors));
        try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
            Path log = files.filter(file -> file.getFileName().toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(log);
        }
    }

    /** 460 MB of bytes, 1.8 GB of floats, in a heap of 100 MB. */
    @Test
    void anArrayFileLargerThanMemoryIsTrainedFrom() throws IOException, InterruptedException {
        arrays(37_500, 64);
        String log = run("{type: npy, images: images.npy, labels: labels.npy}", 20, "100m", 5);
        assertTrue(log.contains("1280 examples were read for training: "), log);
        assertTrue(SPEED.matcher(log).find(), log);
        assertTrue(READ.matcher(log).find(), log);
        assertTrue(Files.size(folder.resolve("images.npy")) > 400_000_000);
    }

    @Test
    void outputsOfASplitAreNotHeld() throws IOException, InterruptedException {
        String log = run(TWO_HEADS, "250m", 5);
        assertTrue(log.contains("test.ranked="), log);
    }

    @Test
    @Tag("nightly")
    void twentyGigabytesOfArrays(TestReporter reporter) throws IOException, InterruptedException {
        arrays((int) (GIGABYTES * 6643), 224);
        assertTrue(Files.size(folder.resolve("images.npy")) > 0.995e9 * GIGABYTES);
        String log =
                run("{type: npy, images: images.npy, labels: labels.npy, test: 0.02, validation: 0}", 400, HEAP, 60);
        measured(log, reporter);
    }

    /** Photographs of 50 kB, each under many names. */
    @Test
    @Tag("nightly")
    void twentyGigabytesOfPictures(TestReporter reporter) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(1);
        long bytes = 0;
        for (int i = 0; i < 200; i++) {
            BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < 256 * 256; pixel++) {
                image.setRGB(pixel % 256, pixel / 256, random.nextInt(1 << 24) & (i % 2 == 0 ? 0x3f3f3f : 0xffffff));
            }
            Path first = folder.resolve("pictures/" + (i % 2 == 0 ? "dark" : "light") + "/" + i + ".jpg");
            Files.createDirectories(first.resolveSibling("."));
            assertTrue(ImageIO.write(image, "jpg", first.toFile()));
            long size = Files.size(first);
            for (int copy = 0; copy < GIGABYTES * 5e6 / size; copy++) {
                Files.createLink(first.resolveSibling(i + "-" + copy + ".jpg"), first);
                bytes += size;
            }
        }
        assertTrue(bytes > 0.95e9 * GIGABYTES, bytes + " bytes");
        measured(run("{type: image-folder, folder: pictures, test: 0.01, validation: 0}", 200, HEAP, 600), reporter);
    }

    /** How fast it was is a result of its own. */
    private static void measured(String log, TestReporter reporter) {
        Matcher speed = SPEED.matcher(log);
        assertTrue(speed.find(), log);
        reporter.publishEntry("measured", speed.group());
    }
}
