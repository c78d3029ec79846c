package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.util.Modules;
import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.experiments.inject.RunnerModule;
import dev.tenon.experiments.plugin.Services;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenon run --backend opencl} where something is wrong with the device; skipped where there is none. */
final class OpenClRunTest {

    private static final String SMALL = """
            experiment: small
            data: {digits: {type: uci-digits}}
            defaults:
              data: digits
              train: {steps: 40, batch: 8, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.05}}
            arms:
              linear: {layers: [flatten, {type: dense, units: 10}]}
              deep: {layers: [flatten, {type: dense, units: 8, activation: relu}, {type: dense, units: 10}]}
            design: {seeds: 2}
            """;

    private static final int DIGEST = 32;

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    private static Backend opencl() {
        Backend backend = Services.installed().backend("opencl").orElseThrow();
        Assumptions.assumeTrue(backend.probe() instanceof Availability.Ready, "there is no OpenCL device");
        return backend;
    }

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("small.yaml"), SMALL);
    }

    private record Ended(int code, String err) {}

    private Ended run(String name) throws IOException, InterruptedException {
        Path errors = folder.resolve(name + ".txt");
        Process tenon = OwnProcess.tenon(
                folder,
                errors,
                List.of(
                        "--enable-native-access=jocl,dev.tenon.backend.opencl",
                        "-Dtenon.opencl.cache=" + folder.resolve("cache")),
                "run",
                file,
                "--backend",
                "opencl",
                "--out",
                folder.resolve(name),
                "--quiet");
        assertTrue(tenon.waitFor(5, TimeUnit.MINUTES));
        return new Ended(tenon.exitValue(), Files.readString(errors));
    }

    /** Makes the certificate that a run has left one of a device whose exponential differs. */
    private void forge() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            for (Path kept : files.toList()) {
                ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(kept)).position(DIGEST);
                byte[] key = new byte[bytes.getInt()];
                bytes.get(key);
                if (new String(key, StandardCharsets.UTF_8).startsWith("certificate\n")) {
                    byte[] value = "100\nexp: 0x1.0p0 instead of 0x1.8p0".getBytes(StandardCharsets.UTF_8);
                    ByteBuffer forged = ByteBuffer.allocate(4 + key.length + value.length);
                    forged.putInt(key.length).put(key).put(value);
                    try (DigestOutputStream out = new DigestOutputStream(
                            Files.newOutputStream(folder.resolve("forged")), MessageDigest.getInstance("SHA-256"))) {
                        out.write(forged.array());
                        byte[] digest = out.getMessageDigest().digest();
                        Files.write(
                                kept,
                                ByteBuffer.allocate(DIGEST + forged.capacity())
                                        .put(digest)
                                        .put(forged.array())
                                        .array());
                    }
                    return;
                }
            }
        }
        throw new AssertionError("no certificate was kept");
    }

    @Test
    void anUncertifiedDeviceIsSaidOnTheTerminalAndInTheRecord() throws Exception {
        opencl();
        Ended certified = run("certified");
        assertEquals(Exit.OK, certified.code(), certified.err());
        assertFalse(certified.err().contains("certified"), certified.err());
        String before = Files.readString(folder.resolve("certified/environment.json"));
        assertTrue(before.contains(", certified for numerics 1"), before);
        forge();

        Ended uncertified = run("uncertified");

        assertEquals(Exit.OK, uncertified.code(), uncertified.err());
        assertTrue(uncertified.err().contains("\ntenon: uncertified: "), uncertified.err());
        assertTrue(
                uncertified.err().contains("does not keep numerics 1, first in exp: 0x1.0p0 instead of 0x1.8p0"),
                uncertified.err());
        String record = Files.readString(folder.resolve("uncertified/environment.json"));
        assertTrue(record.contains(", uncertified: exp: 0x1.0p0 instead of 0x1.8p0"), record);
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("certified/manifest.json")),
                Files.readAllBytes(folder.resolve("uncertified/manifest.json")));
    }

    /** Some trials diverge, after steps that have been taken ahead; what is not a number has many patterns. */
    @Test
    void aDivergingRunHasTheSameFilesAsOnTheProcessor() throws IOException {
        opencl();
        for (String backend : List.of("cpu", "opencl")) {
            Cli cli = Cli.run(
                    "run",
                    file,
                    "--backend",
                    backend,
                    "--out",
                    folder.resolve(backend),
                    "--set",
                    "arms.deep={layers: [flatten, {type: dense, units: 8}, {type: dense, units: 10}],"
                            + " train: {optimizer: {rate: 1e9}}}",
                    "--set",
                    "defaults.train.steps=300",
                    "--quiet");
            assertEquals(Exit.TRIALS, cli.code(), cli.err());
            assertTrue(cli.err().contains("arm deep diverged: its loss was not finite at step"), cli.err());
            assertFalse(cli.err().contains("linear/"), cli.err());
        }
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("cpu/manifest.json")),
                Files.readAllBytes(folder.resolve("opencl/manifest.json")));
    }

    /** What the host computes before each step is in its turn on a device that is steps behind. */
    @Test
    void adamHasTheSameFilesAsOnTheProcessor() throws IOException {
        opencl();
        for (String backend : List.of("cpu", "opencl")) {
            Cli cli = Cli.run(
                    "run",
                    file,
                    "--backend",
                    backend,
                    "--out",
                    folder.resolve(backend),
                    "--set",
                    "defaults.train.optimizer={type: adam, beta2: 0.99999}",
                    "--quiet");
            assertEquals(Exit.OK, cli.code(), cli.err());
        }
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("cpu/manifest.json")),
                Files.readAllBytes(folder.resolve("opencl/manifest.json")));
    }

    /** Every layer that is composed of others' ops, trained, with the same weights, losses and metrics to the bit. */
    @Test
    void composedLayersHaveTheSameFilesAsOnTheProcessor() throws IOException {
        opencl();
        Path nets = Files.writeString(folder.resolve("nets.yaml"), """
                experiment: nets
                data: {digits: {type: uci-digits}}
                defaults:
                  data: digits
                  train: {steps: 20, batch: 7, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.05}}
                arms:
                  there-and-back:
                    layers:
                      - {type: depthwise-conv2d, kernel: 3, padding: same, depth-multiplier: 4, activation: softplus}
                      - {type: group-norm, groups: 2}
                      - {type: separable-conv2d, filters: 6, kernel: 3, stride: 2, padding: same, activation: gelu}
                      - {type: transposed-conv2d, filters: 5, kernel: 3, stride: 2, padding: 1, output-padding: 1, activation: elu}
                      - layer-norm
                      - {type: pad, border: [1, 0, 0, 2]}
                      - {type: crop, border: 1}
                      - {type: locally-connected, filters: 3, kernel: 3, stride: 2, activation: silu}
                      - instance-norm
                      - {type: spatial-dropout, rate: 0.25}
                      - bilinear-upsample
                      - flatten
                      - {type: dense, units: 10}
                  squeeze-and-excitation:
                    layers:
                      - {id: maps, type: conv2d, filters: 8, kernel: 3, padding: same}
                      - global-average-pool
                      - {type: dense, units: 2, activation: relu}
                      - {id: weights, type: dense, units: 8, activation: sigmoid}
                      - {type: multiply, inputs: [maps, weights]}
                      - {type: layer-norm, over: example}
                      - {type: bilinear-upsample, factor: [3, 2]}
                      - {type: transposed-conv2d, filters: 4, kernel: 2, stride: 2, padding: 2, activation: elu}
                      - global-average-pool
                      - {type: dense, units: 10}
                design: {seeds: 2}
                """);
        for (String backend : List.of("cpu", "opencl")) {
            Cli cli = Cli.run("run", nets, "--backend", backend, "--out", folder.resolve(backend), "--quiet");
            assertEquals(Exit.OK, cli.code(), cli.err());
        }
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("cpu/manifest.json")),
                Files.readAllBytes(folder.resolve("opencl/manifest.json")));
    }

    private Cli run(Backend backend, String name) {
        AbstractModule services = new AbstractModule() {
            @Override
            protected void configure() {
                bind(Services.class).toInstance(Services.installed().with(backend));
            }
        };
        return Cli.run(
                Modules.override(new RunnerModule()).with(services),
                "run",
                file,
                "--backend",
                "losing",
                "--out",
                folder.resolve(name),
                "--threads",
                1,
                "--quiet");
    }

    @Test
    void aDeviceThatIsLostMidwayEndsItsTrialAndNothingElse() throws IOException {
        Path whole = folder.resolve("whole");
        assertEquals(Exit.OK, run(new LosingBackend(opencl(), 0), "whole").code());

        LosingBackend losing = new LosingBackend(opencl(), 100);
        Cli cli = run(losing, "lost");

        assertTrue(losing.refused() > 0, "nothing was refused");
        assertEquals(Exit.TRIALS, cli.code(), cli.err());
        assertTrue(cli.err().startsWith("tenon: 1 of 4 trials did not complete:"), cli.err());
        assertTrue(cli.err().contains("linear/seed-0: failed: "), cli.err());
        assertTrue(
                cli.err()
                        .contains(": CL_OUT_OF_RESOURCES; the device may have been reset or taken away: start the"
                                + " run again, or use --backend cpu"),
                cli.err());
        Path lost = folder.resolve("lost");
        assertFalse(Files.exists(lost.resolve("UNFINISHED.txt")));
        // The other trials are those of a run on a device that stays, line by line.
        List<String> kept = Files.readAllLines(lost.resolve("metrics.csv")).stream()
                .filter(line -> !line.contains("failed"))
                .toList();
        assertEquals(4, kept.size(), "a head and three trials");
        assertTrue(Files.readAllLines(whole.resolve("metrics.csv")).containsAll(kept), kept.toString());
        assertArrayEquals(
                Files.readAllBytes(whole.resolve("weights/deep.safetensors")),
                Files.readAllBytes(lost.resolve("weights/deep.safetensors")));
        Cli compared = Cli.run("compare", lost);
        assertEquals(Exit.OK, compared.code(), compared.err());
    }
}
