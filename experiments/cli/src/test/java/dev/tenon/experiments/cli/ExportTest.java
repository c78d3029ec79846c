package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tenon.experiments.record.RunReader;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.TrialRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenon export}: what others read of a run. */
final class ExportTest {

    private static final String TEXT = """
            experiment: two
            data: {digits: {type: uci-digits}}
            defaults: {data: digits, train: {epochs: 2, loss: softmax-cross-entropy}}
            arms:
              linear: {layers: [flatten, {type: dense, units: 10}]}
              conv: {layers: [{type: conv2d, filters: 4, kernel: 3, activation: relu}, {type: batch-norm}, {type: max-pool}, flatten, {type: dense, units: 10}]}
            design: {seeds: 2, vary: {train.examples: [100, 400]}}
            """;

    @TempDir
    private Path folder;

    private Path run() throws IOException {
        Path file = Files.writeString(folder.resolve("two.yaml"), TEXT);
        Path run = folder.resolve("run");
        assertEquals(Exit.OK, Cli.run("run", file, "--out", run, "--quiet").code());
        return run;
    }

    @Test
    void theModelAnswersWhatTheRunRecorded() throws IOException, OrtException {
        Path run = run();
        Path out = folder.resolve("models");
        Cli all = Cli.run("export", run, "--format", "onnx", "--out", out);
        assertEquals(Exit.OK, all.code(), all.err());
        assertEquals(
                Stream.of("linear", "conv")
                        .flatMap(arm -> Stream.of("100", "400")
                                .map(count -> out.resolve(arm + "/train.examples=" + count + "/seed-0.onnx")
                                        .toString()))
                        .sorted()
                        .toList(),
                all.out().lines().sorted().toList());
        Path weights = folder.resolve("arrays");
        assertEquals(
                Exit.OK,
                Cli.run("export", run, "--format", "npz", "--out", weights).code());
        RunReader saved = RunReader.open(run);
        TrialRecord trial = saved.trials().stream()
                .filter(each -> each.id().path().equals("conv/train.examples=400/seed-0"))
                .findFirst()
                .orElseThrow();
        // The images of the report are test images; what was answered to them is recorded twice.
        Map<String, float[]> arrays = arrays(weights.resolve("conv/train.examples=400/seed-0.npz"));
        float[] images = Objects.requireNonNull(arrays.get("features/images"));
        byte[] model = Files.readAllBytes(out.resolve("conv/train.examples=400/seed-0.onnx"));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor input = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(images), new long[] {images.length / 64, 8, 8, 1});
                OrtSession.Result result = session.run(Map.of("image", input))) {
            Map<String, String> metadata = session.getMetadata().getCustomMetadata();
            assertEquals("sha256:" + RunReader.manifest(run).sha256(), metadata.get("tenon.run"));
            assertEquals("conv/train.examples=400/seed-0", metadata.get("tenon.trial"));
            float[] found = new float[images.length / 64 * 10];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(found);
            float[] expected = Objects.requireNonNull(arrays.get("features/layers/dense-1"));
            assertEquals(expected.length, found.length);
            for (int i = 0; i < found.length; i++) {
                assertEquals(expected[i], found[i], 1e-5 * Math.max(1, Math.abs(expected[i])));
            }
        }
        for (NamedTensor tensor : saved.weights(trial.id().path())) {
            assertArrayEquals(tensor.values(), arrays.get(tensor.name()), tensor.name());
        }
        Cli again = Cli.run("export", run, "--format", "onnx", "--out", out);
        assertEquals(Exit.USAGE, again.code());
        assertTrue(again.err().contains("is not empty"), again.err());
    }

    /** By the format's description, not by what wrote it. */
    private static Map<String, float[]> arrays(Path file) throws IOException {
        Map<String, float[]> arrays = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] bytes = zip.readAllBytes();
                ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                int header = buffer.getShort(8);
                assertEquals(0, (10 + header) % 64);
                String text = new String(bytes, 10, header, StandardCharsets.US_ASCII);
                assertTrue(text.startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': ("), text);
                float[] values = new float[(bytes.length - 10 - header) / 4];
                buffer.position(10 + header)
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(values);
                long size = Arrays.stream(text.substring(text.indexOf('(', 40) + 1, text.indexOf(')'))
                                .split(",", -1))
                        .map(String::strip)
                        .filter(extent -> !extent.isEmpty())
                        .mapToLong(Long::parseLong)
                        .reduce(1, (a, b) -> a * b);
                assertEquals(size, values.length, text);
                arrays.put(entry.getName().replace(".npy", ""), values);
            }
        }
        return arrays;
    }

    @Test
    void figuresAreFilesOfTheirOwnWithTheirNumbers() throws IOException {
        Path run = run();
        Path out = folder.resolve("figures");
        Cli cli = Cli.run("export", run, "--format", "figures", "--out", out);
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertTrue(Files.exists(out.resolve("differences.svg")) && Files.exists(out.resolve("differences.csv")));
        List<Path> files = cli.out().lines().map(Path::of).toList();
        assertTrue(files.size() >= 6, cli.out());
        for (Path file : files) {
            if (file.toString().endsWith(".svg")) {
                String svg = Files.readString(file);
                assertTrue(
                        svg.startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"") && svg.endsWith("</svg>\n"), svg);
                assertEquals(svg.split("<svg", -1).length, svg.split("</svg>", -1).length);
                assertTrue(Files.readString(file).contains("<style>"), file.toString());
            } else {
                assertTrue(Files.readAllLines(file).size() > 1, file.toString());
            }
        }
    }

    @Test
    void mistakesAreToldInALine() throws IOException {
        Path run = run();
        Path out = folder.resolve("out");
        says("--trial", run, "--format", "onnx", "--out", out, "--arm", "conv");
        says("no arm \"conf\"; did you mean \"conv\"?", run, "--format", "npz", "--out", out, "--arm", "conf");
        says("there is no such folder", folder.resolve("nowhere"), "--format", "npz", "--out", out);
        says("is not a run folder", folder, "--format", "onnx", "--out", out);
        says("is a file", run, "--format", "npz", "--out", folder.resolve("two.yaml"));
        assertTrue(!Files.exists(out), "nothing is written where something is wrong");
        Cli unknown = Cli.run("export", run, "--format", "onyx", "--out", out);
        assertEquals(Exit.USAGE, unknown.code());
        assertTrue(unknown.err().contains("onnx"), unknown.err());
    }

    private static void says(String words, Object... args) {
        Object[] all = Stream.concat(Stream.of("export"), Stream.of(args)).toArray();
        Cli cli = Cli.run(all);
        assertEquals(Exit.USAGE, cli.code(), cli.err());
        assertTrue(cli.err().contains(words), cli.err());
        assertEquals(1, cli.err().lines().count(), cli.err());
    }
}
