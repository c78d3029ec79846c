package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.graph.Op;
import dev.tenon.experiments.inject.RunnerModule;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.RunReader;
import dev.tenon.experiments.testing.TestJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a run is what it says it is. */
final class VerifyTest {

    private static final String EXPERIMENT = """
            experiment: small
            data: {digits: {type: uci-digits}}
            defaults:
              data: digits
              train: {steps: 4, batch: 4, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.05}}
            arms:
              staged:
                stages:
                  - {id: first, layers: [{id: filters, type: conv2d, filters: 2, kernel: 3}, {type: global-max-pool}, {type: dense, units: 10}]}
                  - {id: main, layers: [{use: first.filters, frozen: true}, flatten, {id: last, type: dense, units: 10}]}
              borrowed:
                layers: [{use: staged.first.filters}, flatten, {type: dense, units: 10}]
            analyses: [{type: knock-out, of: filters, examples: 10, arms: [staged, borrowed]}]
            design: {seeds: 2, vary: {train.examples: [4, 8]}}
            compare: {primary: test.accuracy}
            report: {images: 2}
            """;

    @TempDir
    private Path folder;

    private Path run = Path.of("");

    @BeforeEach
    void write() throws IOException {
        run = folder.resolve("run");
        Path file = Files.writeString(folder.resolve("small.yaml"), EXPERIMENT);
        Cli cli = Cli.run("run", file, "--out", run, "-q");
        assertEquals(Exit.OK, cli.code(), cli.err());
    }

    private static List<Path> covered(Path run) throws IOException {
        String manifest = Files.readString(run.resolve("manifest.json"));
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.endsWith("manifest.json") || manifest.contains("\"" + run.relativize(file) + "\""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatIsAsItWasIsEqual() {
        Cli files = Cli.run("verify", run);
        assertEquals(Exit.OK, files.code(), files.out() + files.err());
        assertTrue(
                files.out().matches("files   \\d+ files are as the manifest says\ninputs  code and data here .*\n"),
                files.out());
        for (Object[] options : new Object[][] {{"--all", "--threads", 1}, {"--trials", 3}, {"--trials", 99}}) {
            Cli all = Cli.run(Stream.concat(Stream.of("verify", run, "-q"), Stream.of(options))
                    .toArray());
            assertEquals(Exit.OK, all.code(), all.out() + all.err());
            assertTrue(all.out().endsWith((options[1].equals(3) ? 3 : 8) + " of 8 redone: equal\n"), all.out());
        }
    }

    /** Every file that the manifest covers, and itself: 2,000 bits of chance, at least 20 in each. */
    @Test
    void everyBitIsLookedAt() throws IOException {
        List<Path> files = covered(run);
        SplittableRandom random = new SplittableRandom(7);
        int each = StrictMath.max(20, 2000 / files.size() + 1);
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 0; i < each; i++) {
                int bit = random.nextInt(bytes.length * 8);
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                Files.write(file, bytes);
                assertTrue(isFound(), file + ", bit " + bit);
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
            }
            Files.write(file, bytes);
        }
        assertEquals(Exit.OK, Cli.run("verify", run).code());
    }

    /** What the command does first, without the start of a command. */
    private boolean isFound() {
        try {
            return !RunReader.open(run).verify().isEmpty();
        } catch (dev.tenon.experiments.record.BundleException e) {
            return true;
        }
    }

    private void assertDifferent(String what, Object... options) {
        Cli cli = Cli.run(Stream.concat(Stream.of("verify", run, "-q"), Stream.of(options))
                .toArray());
        assertEquals(Exit.DIFFERENT, cli.code(), cli.out() + cli.err());
        assertTrue(cli.out().contains(what), cli.out());
    }

    @Test
    void aChangedFileIsNamed() throws IOException {
        Path metrics = run.resolve("metrics.csv");
        String before = Files.readString(metrics);
        Files.writeString(metrics, before.replace("completed", "Completed"));
        assertDifferent("files   " + metrics + ": was changed after the run");
        Files.delete(metrics);
        assertDifferent("files   " + metrics + ": is missing");
        Files.writeString(metrics, before);
        Files.writeString(run.resolve("manifest.json"), "{");
        assertDifferent("manifest.json: is not JSON");
    }

    /** A file and its digest in the manifest. */
    private void forge(String path, byte[] bytes) throws IOException, NoSuchAlgorithmException {
        Path file = run.resolve(path);
        HexFormat hex = HexFormat.of();
        String was = hex.formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        String is = hex.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        Files.write(file, bytes);
        Path manifest = run.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace(was, is));
    }

    private void forgeLastTensor() throws IOException, NoSuchAlgorithmException {
        String path = "weights/train.examples=8/staged.safetensors";
        byte[] bytes = Files.readAllBytes(run.resolve(path));
        bytes[bytes.length - 1] ^= 1; // The last tensor of the last seed.
        forge(path, bytes);
    }

    /** Whoever changes a result and writes the manifest anew is found by doing it again. */
    @Test
    void aForgedResultIsNamedByTrialStageAndTensor() throws IOException, NoSuchAlgorithmException {
        forgeLastTensor();
        assertEquals(Exit.OK, Cli.run("verify", run).code(), "the files fit each other");
        assertDifferent(
                "staged/train.examples=8/seed-1: stage main of arm staged: its losses are equal, but tensor main/last/",
                "--all");
        assertEquals(Exit.OK, Cli.run("verify", run, "--trials", 1, "-q").code(), "another trial");
    }

    /** A redone trial on a backend that is wrong in one op: where it shows in the run, and with --against which op it is. */
    @Test
    void theFirstOpThatDiffersIsNamed() {
        Backend cpu = Services.installed().backend("cpu").orElseThrow();
        Cli cli = verify(new WrongBackend(cpu, VerifyTest::isMaximum, true), "--all", "--against", "cpu");
        assertEquals(Exit.DIFFERENT, cli.code(), cli.out() + cli.err());
        // The last bit of a maximum is lost in the loss of its own step, and shows in the next one.
        assertTrue(
                cli.out()
                        .contains(
                                "\n        staged/train.examples=4/seed-0: stage first of arm staged: the loss of step 2 was "),
                cli.out());
        String ops = cli.out().substring(cli.out().indexOf("\nops     ") + 9);
        assertTrue(
                ops.matches(
                        "stage first of arm staged: step 1: program first\\.train: op 9 of \\d+, MaxPool.* -> \\[4, 1, 1, 2\\]"
                                + " of op 8: number \\d of 8 is \\S+ on wrong and \\S+ on cpu\n"),
                ops);
    }

    @Test
    void anOpThatIsWrongOnlyWhereItIsJoinedWithOthersIsNamed() {
        Backend cpu = Services.installed().backend("cpu").orElseThrow();
        Cli cli = verify(new WrongBackend(cpu, VerifyTest::isMaximum, false), "--trials", 1, "--against", "cpu");
        assertEquals(Exit.DIFFERENT, cli.code(), cli.out() + cli.err());
        assertTrue(
                cli.out().contains("on cpu; when the results before it are requested too, it does not differ"),
                cli.out());
        assertTrue(
                cli.out().contains("\nops     stage first of arm staged: step 1: program first.train: op "), cli.out());
    }

    /** What no backend has computed is not laid at the door of one. */
    @Test
    void whereBackendsAgreeItIsSaid() throws IOException, NoSuchAlgorithmException {
        forgeLastTensor();
        Cli cli = Cli.run("verify", run, "--all", "--against", "cpu", "--threads", 2, "-q");
        assertEquals(Exit.DIFFERENT, cli.code(), cli.err());
        assertTrue(
                cli.out()
                        .contains(
                                "staged/train.examples=8/seed-1: stage main of arm staged: its losses are equal, but tensor main/last/"),
                cli.out());
        assertTrue(
                cli.out()
                        .endsWith(
                                "\nops     with 2 threads and with one, all results on cpu are the same bits in this trial: what differs was computed differently, or was changed later\n"),
                cli.out());
    }

    private static boolean isMaximum(Op op) {
        return op.toString().contains("Max");
    }

    /** A run made on the processor, verified on another backend that is there as well. */
    private Cli verify(Backend backend, Object... options) {
        AbstractModule services = new AbstractModule() {
            @Override
            protected void configure() {
                bind(Services.class).toInstance(Services.installed().with(backend));
            }
        };
        Module both = Modules.override(new RunnerModule()).with(services);
        run = folder.resolve("right");
        assertEquals(
                Exit.OK,
                Cli.run(both, "run", folder.resolve("small.yaml"), "--out", run, "-q")
                        .code());
        return Cli.run(
                both,
                Stream.concat(
                                Stream.of("verify", run, "-q", "--threads", 1, "--backend", backend.type()),
                                Stream.of(options))
                        .toArray());
    }

    /** A plugin's backend is no input of a run that was made without it. */
    @Test
    void aPluginsBackendIsComparedAsWell() throws IOException, NoSuchAlgorithmException {
        new TestJar().module("""
                        module org.plain {
                            requires dev.tenon.api;
                            uses dev.tenon.api.backend.Backend;
                            opens org.plain;
                            provides dev.tenon.api.backend.Backend with org.plain.Plain;
                        }
                        """).source("org/plain/Plain.java", """
                        package org.plain;
                        import dev.tenon.api.backend.*;
                        import java.util.*;
                        @dev.tenon.api.plugin.Type("plain")
                        @dev.tenon.api.settings.Describe("The processor by another name.")
                        public final class Plain implements Backend {
                            private Backend cpu() {
                                return ServiceLoader.load(Plain.class.getModule().getLayer(), Backend.class).stream()
                                        .map(ServiceLoader.Provider::get)
                                        .filter(each -> each.type().equals("cpu"))
                                        .findFirst()
                                        .orElseThrow();
                            }
                            public int opSet() { return cpu().opSet(); }
                            public Availability probe() { return cpu().probe(); }
                            public Engine start(EngineOptions options) { return cpu().start(options); }
                        }
                        """).write(folder.resolve("plugins/plain.jar"));
        forgeLastTensor();
        Cli cli = Cli.run("verify", run, "--all", "--against", "plain", "-q", "--plugins", folder.resolve("plugins"));
        assertEquals(Exit.DIFFERENT, cli.code(), cli.err());
        assertTrue(
                cli.out().contains("\nops     all results on cpu and plain are the same bits in this trial"),
                cli.out());
    }

    @Test
    void anotherInputIsNamed() throws IOException, NoSuchAlgorithmException {
        String inputs = Files.readString(run.resolve("inputs.json"));
        String other = inputs.replaceAll("(\"name\" : \"digits\",(?s:.)*?\"sha256\" : \")[0-9a-f]{4}", "$10000");
        forge("inputs.json", other.getBytes(StandardCharsets.UTF_8));
        assertDifferent("inputs  the data set digits was");
    }

    @Test
    void mistakesAreTold() throws IOException {
        Cli negative = Cli.run("verify", run, "--trials", "-1");
        assertEquals(Exit.USAGE, negative.code());
        assertTrue(negative.err().contains("--trials is at least 0"), negative.err());
        Cli alone = Cli.run("verify", run, "--against", "cpu");
        assertEquals(Exit.USAGE, alone.code());
        assertTrue(alone.err().contains("add --all, or --trials"), alone.err());
        Cli unknown = Cli.run("verify", run, "--all", "--against", "cpv");
        assertEquals(Exit.USAGE, unknown.code());
        assertTrue(unknown.err().contains("no backend \"cpv\"; did you mean \"cpu\"?"), unknown.err());
        Files.delete(run.resolve("manifest.json"));
        Files.writeString(run.resolve("UNFINISHED.txt"), "");
        Cli unfinished = Cli.run("verify", run);
        assertEquals(Exit.USAGE, unfinished.code());
        assertTrue(unfinished.err().contains("is an unfinished run"), unfinished.err());
        assertEquals(Exit.USAGE, Cli.run("verify", folder).code());
    }
}
