package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.bench.BenchJson;
import dev.tenon.experiments.bench.ExperimentSpeed;
import dev.tenon.experiments.bench.Mode;
import dev.tenon.experiments.bench.NetResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tenon bench}, on windows of milliseconds. */
final class BenchCommandTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bench tne                        | there is no file "tne", and no network of that name comes with Tenon; did you mean "ten"?
            bench ../catalog/bench/tn.yaml   | ../catalog/bench/tn.yaml:1:1: there is no such file; did you mean "ten.yaml"?
            bench ../catalog/digits.yaml --batch 3 | an experiment is measured alone, once, as its file says; of other options
            bench digits tiny                | an experiment is measured alone, once, as its file says; of other options
            bench tiny --set design.seeds=3  | --set overrides settings of an experiment; name one, or remove it
            bench digits --set design.sees=3 | --set design.sees=3
            bench tiny --mode learn          | Invalid value for option '--mode'
            bench tiny --batch 8,0           | --batch is at least 1, not 0
            bench tiny --batch x             | Invalid value for option '--batch' (N,…): 'x' is not an int
            bench tiny --threads 0           | --threads is at least 1, not 0
            bench tiny --windows 0           | --windows is at least 1, not 0
            bench tiny --window 0            | --window is above 0 and at most 3600 seconds, not 0.0
            bench tiny --warm -1             | --warm is 0 to 3600 seconds, not -1.0
            bench tiny --backend cuda        | no backend "cuda"; there are: cpu, opencl
            bench tiny --image 8             | --image takes a height and a width in pixels, such as 28x56, not "8"
            bench --ops conv3d               | no op is called "conv3d"; there are: matmul, conv2d,
            bench --ops --batch 3            | --ops measures ops in fixed shapes; remove --mode, --batch and --image
            bench --ops --grow               | --ops and --grow are two measurements; remove one
            bench --plot x.html              | --plot draws what --grow measures; add --grow
            bench --grow --plot pom.xml      | pom.xml exists already; name another file
            bench --grow --threads 1,2       | --grow chooses batches, images and threads itself, up to --threads N; remove
            bench tiny --bach 3              | there is no option --bach; did you mean "--batch"?
            """)
    void whatIsWrongIsSaidInALine(String line, String message) {
        Cli cli = Cli.run((Object[]) line.split(" +"));
        assertEquals(Exit.USAGE, cli.code());
        assertTrue(cli.err().startsWith("tenon: " + message), cli.err());
        assertTrue(cli.err().lines().count() <= 2, cli.err());
        assertEquals("", cli.out());
    }

    /** The parts are the whole, and trials take what their parts take. */
    @Test
    void anExperimentIsMeasuredAsAWhole() {
        Cli cli = Cli.run("bench", "convolution-by-hand", "--threads", 1);
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertTrue(cli.out().startsWith("convolution-by-hand: 1 trials in "), cli.out());
        cli = Cli.run(
                "bench", "digits", "--set", "design.seeds=2", "--set", "train.epochs=1", "--threads", 2, "--json");
        assertEquals(Exit.OK, cli.code(), cli.err());
        ExperimentSpeed speed = BenchJson.experiments(cli.out()).getFirst();
        assertEquals(6, speed.trials());
        double whole = speed.parts().stream()
                .mapToDouble(ExperimentSpeed.Part::seconds)
                .sum();
        assertEquals(speed.seconds(), whole, 1e-3 * speed.seconds());
        List<ExperimentSpeed.Part> trials = speed.trialParts();
        assertTrue(trials.stream().allMatch(part -> part.seconds() >= 0), trials::toString);
        double side = trials.stream().mapToDouble(ExperimentSpeed.Part::seconds).sum();
        assertTrue(side > 0 && side <= 2 * 1.01 * speed.parts().get(2).seconds(), speed::toString);
        assertTrue(speed.gflops() > 0, speed::toString);
    }

    @Test
    void aNetworkThatClassifiesNothingCannotBeTrained() throws IOException {
        Path file = Files.writeString(folder.resolve("one.yaml"), """
                network: one
                input: [4, 4, 1]
                layers: [flatten, {type: dense, units: 1}]
                """);
        Cli cli = measure(file);
        assertEquals(Exit.USAGE, cli.code());
        assertTrue(cli.err().startsWith("tenon: " + file + ": network one ends with [1] for an image; "), cli.err());
        assertEquals(Exit.OK, measure(file, "--mode", "infer").code());
    }

    @Test
    void everyCombinationIsMeasured() {
        Cli cli = measure("tiny", "--batch", "2,4", "--threads", "1,2", "--json");
        assertEquals(Exit.OK, cli.code(), cli.err());
        List<NetResult> results = BenchJson.nets(cli.out());
        assertEquals(
                List.of("2x1", "2x2", "4x1", "4x2"),
                results.stream().map(r -> r.batch() + "x" + r.threads()).toList());
        for (NetResult r : results) {
            assertEquals("tiny", r.net());
            assertEquals(Mode.TRAIN, r.mode());
            assertEquals(List.of(8, 8, 1), r.image());
            assertEquals(3818, r.parameters());
            assertEquals(25600, r.multiplyAdds());
            assertTrue(r.device().startsWith("cpu, " + r.threads() + " thread"), r.device());
            double rate = r.imagesPerSecond().median();
            assertTrue(
                    r.imagesPerSecond().least() <= rate
                            && rate <= r.imagesPerSecond().most(),
                    r.toString());
            assertEquals(6.0 * 25600 * rate / 1e9, r.gflops(), 1e-9 * r.gflops());
            assertEquals(1e3 * r.batch() / rate, r.stepMillis(), 1e-9 * r.stepMillis());
            assertTrue(r.peakGflops() > 0.01 && r.copyGigabytes() > 0.01, r.toString());
            assertTrue(r.peakMemory() > 10 << 20, r.toString());
            assertEquals(1, r.time().stream().mapToDouble(NetResult.Part::share).sum(), 1e-9);
            List<String> kinds = r.time().stream().map(NetResult.Part::kind).toList();
            assertTrue(
                    kinds.containsAll(List.of("conv2d", "conv2d-weight-gradient", "max-pool", "update")),
                    kinds.toString());
            assertTrue(r.lastLoss() < r.firstLoss(), "it learns its minibatch: " + r);
        }
    }

    @Test
    void inferenceHasNoBackwardPass() {
        NetResult r = BenchJson.nets(
                        measure("tiny", "--mode", "infer", "--json").out())
                .getFirst();
        assertEquals(32, r.batch());
        assertEquals(2.0 * 25600 * r.imagesPerSecond().median() / 1e9, r.gflops(), 1e-9 * r.gflops());
        assertTrue(r.time().stream().noneMatch(part -> part.kind().contains("gradient")), r.toString());
        assertEquals(r.firstLoss(), r.lastLoss());
    }

    @Test
    void theTableHasALineForEach() {
        Cli cli = measure("tiny", "--batch", "2,4", "--threads", "1");
        List<String> lines = cli.out().lines().toList();
        assertTrue(lines.get(0).startsWith("network  mode   batch  threads  images/s"), cli.out());
        assertTrue(lines.get(1).matches("tiny +train +2 +1 +[0-9,.]+ .*"), cli.out());
        assertTrue(lines.get(2).matches("tiny +train +4 +1 +[0-9,.]+ .*"), cli.out());
        assertTrue(cli.out().contains("\n% of time"), cli.out());
        assertTrue(cli.out().contains("\npeak of cpu, 1 thread, "), cli.out());
        assertTrue(lines.getLast().matches("machine: .*, \\d+ cores?, .*, Java .*"), cli.out());
        assertEquals("tiny 8x8, train, batch 2, 1 thread…\ntiny 8x8, train, batch 4, 1 thread…\n", cli.err());
        assertEquals("", measure("tiny", "--batch", "2,4", "--quiet").err());
    }

    @Test
    void opsAreComparedWithArithmeticOrWithCopying() {
        Cli cli = measure("--ops", "matmul 64 x 128 x 10", "softmax 64", "--threads", "1");
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertEquals("matmul 64 x 128 x 10…\nsoftmax 64 x 10…\n", cli.err());
        List<String> lines = cli.out().lines().toList();
        assertTrue(lines.get(0).matches("op +shape +threads +us +GFLOP/s +min +max +% of peak"), cli.out());
        assertTrue(lines.get(1).startsWith("matmul  64 x 128 x 10 "), cli.out());
        assertTrue(lines.get(3).matches("op +shape +threads +us +GB/s +min +max +% of copying"), cli.out());
        assertTrue(lines.get(4).startsWith("softmax  64 x 10 "), cli.out());
        String json = measure("--ops", "matmul 64 x 128 x 10", "--json").out();
        assertTrue(json.contains("\"per-second\"") && json.contains("\"peak-gflops\""), json);
    }

    @Test
    void imagesMayBeOfAnotherSize() {
        NetResult r = BenchJson.nets(measure("tiny", "--image", "16x8", "--batch", "2", "--json")
                        .out())
                .getFirst();
        assertEquals(List.of(16, 8, 1), r.image());
        assertEquals(2 * 25600, r.multiplyAdds());
        Cli small = measure("ten", "--image", "3x3");
        assertEquals(Exit.USAGE, small.code());
        assertTrue(small.err().contains("layer max-pool-2"), small.err());
    }

    @Test
    void eachNetworkHasAProcessOfItsOwn() {
        Cli cli = Cli.run("bench", "tiny", "--warm", "0", "--windows", "1", "--window", "0.001", "--json");
        assertEquals(Exit.OK, cli.code(), cli.err());
        NetResult r = BenchJson.nets(cli.out()).getFirst();
        assertTrue(r.firstStepSeconds() > 0.1 && r.firstStepSeconds() < 300, r.toString());
        assertTrue(cli.out().contains("\"mode\" : \"train\""), cli.out());
    }

    @Test
    void anotherProcessIsToldWherePluginsAre() {
        Cli cli = Cli.run("bench", "tiny", "--warm", "0", "--windows", "1", "--window", "0.001", "--plugins", folder);
        assertEquals(Exit.OK, cli.code(), cli.err());
        TenonCommand tenon = new TenonCommand();
        Commands.line(tenon, "bench").parseArgs("bench", "tiny", "--plugins", "a", "--plugins", "b");
        assertEquals(List.of("--plugins", "a", "--plugins", "b"), tenon.pluginOptions());
    }

    @Test
    void whatAnotherProcessSaysIsPassedOn() {
        FreshProcess.Failure failure =
                assertThrows(FreshProcess.Failure.class, () -> FreshProcess.run(List.of("check", "nothing.yaml")));
        assertEquals("nothing.yaml:1:1: there is no such file", failure.getMessage());
        assertEquals(Exit.USAGE, failure.code());
    }

    private static Cli measure(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--warm", "0.02", "--windows", "3", "--window", "0.01", "--here"));
        return Cli.run(all.toArray());
    }
}
