package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.util.Modules;
import dev.tenon.experiments.inject.RunnerModule;
import dev.tenon.experiments.plugin.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command but {@code run} and {@code compare}, and what is said of a command line that is wrong. */
final class CommandLineTest {

    @TempDir
    private Path folder;

    @Test
    void withoutACommandItSaysWhatThereIs() {
        Cli cli = Cli.run();
        assertEquals(0, cli.code());
        assertTrue(cli.out().startsWith("Usage: tenon"), cli.out());
        assertEquals("", cli.err());
    }

    @Test
    void theVersionIsOneLineEach() {
        Cli cli = Cli.run("--version");
        assertEquals(0, cli.code());
        assertTrue(cli.out().matches("tenon \\S+\\RJava \\S+\\R"), cli.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "check",
                "show",
                "compare",
                "catalog",
                "bench",
                "plugins",
                "lock",
                "describe",
                "schema",
                "new-plugin"
            })
    void everyCommandHasHelpWithExamples(String command) {
        Cli cli = Cli.run(command, "--help");
        assertEquals(0, cli.code());
        assertTrue(cli.out().contains("Usage: tenon " + command), cli.out());
        assertTrue(cli.out().contains("Examples:\n  tenon " + command), cli.out());
        assertTrue(Cli.run().out().contains("\n  " + command + " "));
        assertEquals("", cli.err());
    }

    @Test
    void helpDoesNotNeedWhatCommandsNeed() {
        AbstractModule broken = new AbstractModule() {
            @Override
            protected void configure() {
                throw new AssertionError("Guice was started");
            }
        };
        assertEquals(0, Cli.run(broken, "--version").code());
        assertEquals(0, Cli.run(broken, "run", "--help").code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rum                           | there is no command rum; did you mean "run"?
            run --seds 3 digits           | there is no option --seds; did you mean "--seeds"?
            run                           | Missing required parameter: 'EXPERIMENT'
            run digits more               | one argument too many: more
            run digits --threads x        | Invalid value for option '--threads': 'x' is not an int
            run digits --threads 0        | --threads is at least 1, not 0
            run digits --seeds a          | --seeds takes a count, as 10, or a list, as 0,3,7, not "a"
            run digits --backend cuda     | no backend "cuda"; there are: cpu, opencl
            run digits --set train        | --set:1:1: "train" sets nothing; write key=value, as train.epochs=5
            run digist                    | there is no file "digist", and no experiment of that name ships with Tenon; did you mean "digits"?
            check catalog/digist.yaml     | catalog/digist.yaml:1:1: there is no such file; did you mean "digits.yaml"?
            catalog digist                | no experiment "digist" ships with Tenon; did you mean "digits"?
            describe conv3d               | nothing is named "conv3d"; did you mean "conv2d"?
            compare runs/none             | runs/none: there is no such folder; a run folder is what `tenon run` writes
            compare                       | Missing required parameter: 'RUN'
            compare catalog               | catalog: is no run folder: it has no manifest.json
            """)
    void whatIsWrongIsSaidInALine(String line, String message) {
        Cli cli = Cli.run((Object[]) line.split(" "));
        assertEquals(Exit.USAGE, cli.code());
        assertTrue(cli.err().startsWith("tenon: " + message), cli.err());
        assertTrue(cli.err().lines().count() <= 2, cli.err());
        assertEquals("", cli.out());
    }

    @Test
    void allMistakesOfAFileAreNumbered() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), """
                experiment: bad
                data: {digits: {type: uci-digit}}
                arms:
                  a: {layers: [{type: conv3d, filters: 0}]}
                defaults: {data: digits, train: {epochs: 1, loss: softmax-cross-entropy}}
                """);
        Cli cli = Cli.run("check", file);
        assertEquals(Exit.USAGE, cli.code());
        List<String> lines = cli.err().lines().toList();
        assertEquals("tenon: there are 2 mistakes:", lines.get(0));
        assertTrue(lines.get(1).startsWith("  1) " + file + ":2:23: "), lines.get(1));
        assertTrue(lines.get(1).contains("did you mean \"uci-digits\"?"), lines.get(1));
        assertTrue(lines.get(2).startsWith("  2) " + file + ":4:23: "), lines.get(2));
    }

    @ParameterizedTest
    @MethodSource("catalog")
    void whatShipsHasNoMistake(String name) {
        Cli cli = Cli.run("check", name);
        assertEquals("", cli.err());
        assertEquals(Exit.OK, cli.code());
        assertTrue(cli.out().startsWith(name + ": no mistake; "), cli.out());
    }

    static List<String> catalog() {
        return Cli.CATALOG.names();
    }

    @Test
    void theCatalogGivesFilesToStartFrom() throws IOException {
        Cli list = Cli.run("catalog");
        assertEquals(Exit.OK, list.code());
        assertTrue(
                list.out().contains("ten-from-one-and-zero\n    Does composing \"10\" from \"1\" and \"0\" need"),
                list.out());
        assertEquals(
                Files.readString(Path.of("catalog/digits.yaml")),
                Cli.run("catalog", "digits").out());
    }

    @Test
    void showFillsInEveryDefaultAndSumsUpTheNetworks() {
        Cli cli = Cli.run("show", "convolution-by-hand", "--set", "arms.by-hand.layers.0.dilation=[1, 1]");
        assertEquals("", cli.err());
        assertEquals(Exit.OK, cli.code());
        assertTrue(cli.out().contains("\n    batch: 32\n"), cli.out());
        assertTrue(cli.out().endsWith("""
                arm by-hand: images of 5x5x1 from drawn
                  layer      type             output  parameters  multiply-adds  sees
                  answers    conv2d           3x3x1            9             81  3x3
                  anywhere   global-max-pool  1                0              0  all
                  threshold  bias             1                1              0  all
                  total                                       10             81
                """), cli.out());
        String file = Cli.run("show", "--file", "digits").out();
        assertFalse(file.contains("multiply-adds  sees"), file);
        String networks = Cli.run("show", "--networks", "digits").out();
        assertFalse(networks.contains("experiment:"), networks);
    }

    @Test
    void whatIsShownCanBeRunAgain() throws IOException {
        String resolved = Cli.run("show", "--file", "ten-from-one-and-zero").out();
        Path file = Files.writeString(folder.resolve("again.yaml"), resolved);
        assertEquals(resolved, Cli.run("show", "--file", file).out());
    }

    @Test
    void cellsWithOtherNetworksAreShownApart() {
        String text = Cli.run("show", "--networks", "digits", "--set", "design.vary={arms.linear.layers.1.units: [10]}")
                .out();
        assertFalse(text.contains("With "), text);
        Cli cli = Cli.run("show", "--networks", "digits", "--set", "design.vary={arms.mlp.layers.1.units: [8, 16]}");
        assertTrue(cli.out().startsWith("With arms.mlp.layers.1.units=8:\n"), cli.out() + cli.err());
        assertTrue(cli.out().contains("\nWith arms.mlp.layers.1.units=16:\n"), cli.out());
    }

    @Test
    void pluginsAreListedWithTheirModules() {
        Cli cli = Cli.run("plugins");
        assertEquals(Exit.OK, cli.code());
        assertTrue(
                cli.out().lines().anyMatch(line -> line.matches("layer +conv2d +dev\\.tenon\\.layers.*")), cli.out());
        assertTrue(
                cli.out().lines().anyMatch(line -> line.matches("backend +cpu +dev\\.tenon\\.backend\\.cpu.*")),
                cli.out());
    }

    @Test
    void aServiceIsDescribedWithItsSettings() {
        Cli cli = Cli.run("describe", "conv2d");
        assertEquals(Exit.OK, cli.code());
        assertTrue(cli.out().startsWith("layer conv2d  (module dev.tenon.layers"), cli.out());
        assertTrue(cli.out().contains("\n  filters  a whole number, at least 1; must be given\n"), cli.out());
        assertTrue(cli.out().contains("; 1 if not given\n"), cli.out());
        assertTrue(Cli.run("describe", "auroc").out().contains("More is better."));
        assertTrue(Cli.run("describe", "relu").out().contains("It has no settings."));
        assertTrue(Cli.run("describe", "cpu").out().contains("It can run here, on "));
        String both = Cli.run("describe", "constant").out();
        assertTrue(both.contains("schedule constant") && both.contains("initializer constant"), both);
    }

    @Test
    void theSchemaIsJsonOfWhatIsInstalled() {
        Cli cli = Cli.run("schema");
        assertEquals("", cli.err());
        assertEquals(Exit.OK, cli.code());
        JsonNode schema = new JsonMapper().readTree(cli.out());
        assertEquals("Tenon experiment", schema.path("title").asString());
        assertTrue(schema.path("definitions").has("network-layer.conv2d"), cli.out());
    }

    @Test
    void anErrorOfTenonIsCalledOne() {
        AbstractModule broken = new AbstractModule() {
            @Override
            protected void configure() {
                bind(Services.class).toProvider(() -> {
                    throw new IllegalStateException("no such thing");
                });
            }
        };
        Cli cli = Cli.run(Modules.override(new RunnerModule()).with(broken), "plugins");
        assertEquals(Exit.INTERNAL, cli.code());
        assertTrue(cli.err().startsWith("tenon: internal error: "), cli.err());
        assertTrue(cli.err().contains("This is a mistake in Tenon or in a plugin"), cli.err());
        assertFalse(cli.err().contains("\tat "), cli.err());
        Cli verbose = Cli.run(Modules.override(new RunnerModule()).with(broken), "plugins", "--verbose");
        assertTrue(verbose.err().contains("\tat dev.tenon"), verbose.err());
    }
}
