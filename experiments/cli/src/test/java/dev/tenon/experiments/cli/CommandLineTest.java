package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.experiments.inject.RunnerModule;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.schema.FileKey;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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

    /** The list shows the first line of each description alone. */
    @Test
    void theListOfCommandsHasWholeSentences() {
        String list = Cli.run().out();
        String commands = list.substring(list.indexOf("Commands:") + "Commands:".length(), list.indexOf("\n\nExit"));
        List<String> entries =
                Pattern.compile("\n {2}(?=\\S)").splitAsStream(commands.strip()).toList();
        assertTrue(entries.size() > 20, list);
        entries.forEach(entry -> assertTrue(entry.endsWith("."), entry));
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
            run digits --seeds a          | --seeds takes a count, such as 10, or a list, such as 0,3,7, not "a"
            run digits --seeds 0          | --seeds 0: needs 1 to 100000 seeds, not 0
            run digits --seeds 4,4        | --seeds 4,4: needs distinct seeds, at least one
            run digits --seeds 010        | --seeds takes a count, such as 10, or a list, such as 0,3,7, not "010"
            check digits --seeds 100001   | --seeds 100001: needs 1 to 100000 seeds, not 100001
            check digits --seeds 1000000000 | --seeds 1000000000: needs 1 to 100000 seeds, not 1000000000
            check digits --seeds 99999999999 | --seeds 99999999999: a number there is at most 2147483647
            run digits --seeds 99999      | 3 arms x 99999 seeds = 299997 trials, and a run has at most 100000; allow more with --max-trials 299997
            run digits --out=             | Invalid value for option '--out': "" names no file or folder
            compare x --html=             | Invalid value for option '--html': "" names no file or folder
            --plugins= plugins            | Invalid value for option '--plugins' (FOLDER): "" names no file or folder
            run digits --backend cuda     | no backend "cuda"; there are: cpu, opencl
            run digits --set train        | --set train: "train" sets nothing; write key=value, for example train.epochs=5
            run digist                    | there is no file "digist", and no experiment of that name comes with Tenon; did you mean "digits"?
            check ../catalog/digist.yaml  | ../catalog/digist.yaml:1:1: there is no such file; did you mean "digits.yaml"?
            catalog digist                | no experiment "digist" comes with Tenon; did you mean "digits"?
            describe conv3d               | nothing is named "conv3d"; did you mean "conv2d"?
            compare runs/none             | runs/none: there is no such folder; `tenon run` writes run folders
            compare                       | Missing required parameter: 'RUN'
            compare ../catalog            | ../catalog: is not a run folder: it has no manifest.json
            """)
    void whatIsWrongIsSaidInALine(String line, String message) {
        Cli cli = Cli.run((Object[]) line.split(" "));
        assertEquals(Exit.USAGE, cli.code());
        assertTrue(cli.err().startsWith("tenon: " + message), cli.err());
        assertTrue(cli.err().lines().count() <= 2, cli.err());
        assertEquals("", cli.out());
    }

    @Test
    void anExperimentWithoutANameIsToldSo() {
        Cli cli = Cli.run("check", "");
        assertEquals(Exit.USAGE, cli.code());
        assertTrue(cli.err().startsWith("tenon: \"\" names no experiment"), cli.err());
    }

    @Test
    void aCheckSaysWhatARunWouldTake() {
        Cli cli = Cli.run("check", "digits", "--seeds", 2);
        assertTrue(cli.out().contains("\nestimated, not measured: 1.6e+11 multiply-adds of training"), cli.out());
        // 40,394 + 9,610 + 650 parameters, four bytes each, for two seeds.
        assertTrue(cli.out().contains("396 KiB of weights"), cli.out());
        Cli many = Cli.run("check", "digits", "--seeds", 100_000);
        assertEquals(Exit.OK, many.code());
        assertTrue(many.out().contains("= 300000 trials"), many.out());
        assertTrue(many.err().contains("--max-trials 300000"), many.err());
        assertEquals(
                "",
                Cli.run("check", "digits", "--seeds", 100_000, "--max-trials", 300_000)
                        .err());
    }

    @Test
    void pluginsAreLookedForWhereItIsSaidBeforeAndAfterTheCommand() {
        Cli cli = Cli.run("--plugins", "nowhere-a", "plugins", "--plugins", "nowhere-b", "--plugins", "nowhere-c");
        for (String place : List.of("nowhere-a", "nowhere-b", "nowhere-c")) {
            assertEquals(1, cli.err().split("--plugins names " + place, -1).length - 1, cli.err());
        }
    }

    @Test
    void helpListsAllExitCodes() {
        String help = Cli.run("--help").out();
        Exit.words()
                .forEach((code, meaning) -> assertTrue(
                        help.contains("\n  " + code + " ")
                                && help.contains(meaning.substring(0, StrictMath.min(14, meaning.length()))),
                        help));
        assertTrue(Cli.run("describe", "--help").out().contains("Exit codes:"));
    }

    @ParameterizedTest
    @EnumSource(FileKey.class)
    void keysOfAFileAreExplainedWithAnExampleThatIsRight(FileKey key) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("experiment", "experiment: example\n");
        for (FileKey usual : List.of(FileKey.DATA, FileKey.DEFAULTS, FileKey.ARMS)) {
            parts.put(usual.key(), usual.example());
        }
        parts.put(key.example().split(":", 2)[0], key.example());
        Path file = Files.writeString(folder.resolve("example.yaml"), String.join("", parts.values()));
        Cli check = Cli.run("check", file);
        assertEquals("", check.err());

        Cli said = Cli.run("describe", key.key());
        assertEquals(Exit.OK, said.code());
        assertTrue(said.out().contains(key.about()), said.out());
        assertTrue(
                said.out()
                        .contains("Example:\n  "
                                + key.example().lines().findFirst().orElseThrow()),
                said.out());
        key.settings().forEach(setting -> assertTrue(said.out().contains("\n  " + setting.key() + "  "), said.out()));
    }

    @Test
    void aKeyThatMustBeGivenIsSaidToBe() {
        assertTrue(Cli.run("describe", "stages").out().contains("says (required)"));
        assertTrue(Cli.run("describe", "train").out().contains("it or `objective` must be given"));
    }

    @Test
    void whatTheSystemLacksIsNoMistakeOfTenon() {
        StringWriter err = new StringWriter();
        Console console = new Console(new StringWriter(), err, false, false, true);
        assertEquals(
                Exit.USAGE,
                ErrorReporter.report(
                        new UncheckedIOException(new IOException("a: Too many open files")), console, false, true));
        assertEquals(
                Exit.USAGE,
                ErrorReporter.report(
                        new OutOfMemoryError("unable to create native thread: possibly"), console, false, true));
        assertTrue(err.toString().contains("ulimit -n 1024") && err.toString().contains("ulimit -u"), err.toString());
        assertTrue(!err.toString().contains("bug in Tenon"), err.toString());
    }

    /** What `check` reads and builds does not depend on threads, and it has no such option. */
    @Test
    void lackOfMemoryIsToldWithWhatHelpsThere() throws IOException {
        StringWriter err = new StringWriter();
        Console console = new Console(new StringWriter(), err, false, false, true);
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        assertEquals(Exit.INTERNAL, ErrorReporter.report(error, console, false, true));
        assertEquals(
                "tenon: out of memory: lower --threads (each runs a trial of its own) or train.batch, or allow more with"
                        + " TENON_JAVA_OPTIONS=-Xmx16g\n",
                err.toString());
        Module huge = Modules.override(new RunnerModule()).with(new AbstractModule() {
            @Override
            protected void configure() {
                bind(Services.class).toInstance(Services.installed().with(new Huge()));
            }
        });
        Path file = Files.writeString(folder.resolve("huge.yaml"), """
                experiment: huge
                data: {digits: {type: uci-digits}}
                defaults: {data: digits, train: {epochs: 1, loss: softmax-cross-entropy}}
                arms: {a: {layers: [huge, flatten, {type: dense, units: 10}]}}
                """);
        Cli check = Cli.run(huge, "check", file);
        assertEquals(Exit.INTERNAL, check.code());
        assertEquals(
                "tenon: out of memory: use less data, smaller images or a smaller network, or allow more with"
                        + " TENON_JAVA_OPTIONS=-Xmx16g\n",
                check.err());
        Cli run = Cli.run(huge, "run", file, "--out", folder.resolve("r"));
        assertTrue(run.err().contains("out of memory: lower --threads"), run.err());
    }

    /** A layer too large for any memory. */
    @Type("huge")
    private static final class Huge implements Layer<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
            throw new OutOfMemoryError("Java heap space");
        }
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
        assertEquals("tenon: there are 2 errors:", lines.get(0));
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
        assertTrue(cli.out().startsWith(name + ": no errors; "), cli.out());
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
                Files.readString(Path.of("../catalog/digits.yaml")),
                Cli.run("catalog", "digits").out());
    }

    @Test
    void showSaysWhatABackendIsGivenAndWhatIsFused() {
        List<String> lines =
                Cli.run("show", "digits", "--program", "mlp").out().lines().toList();
        assertTrue(
                lines.getFirst().matches("program main\\.train: \\d+ values, [\\d,]+ multiply-adds"), lines.getFirst());
        String product = lines.stream()
                .filter(line -> line.contains("matmul"))
                .findFirst()
                .orElseThrow();
        Matcher writes = Pattern.compile("^ +(%\\d+) +matmul .* writes (%\\d+): adds %\\d+ relu$")
                .matcher(product);
        assertTrue(writes.matches(), product);
        String last = lines.stream()
                .filter(line -> line.strip().startsWith(writes.group(2) + " "))
                .findFirst()
                .orElseThrow();
        assertTrue(last.matches(" +%\\d+ +relu .* in " + writes.group(1)), last);
        assertTrue(lines.stream().anyMatch(line -> line.matches("  output loss: %\\d+")));
        assertTrue(
                lines.stream().anyMatch(line -> line.matches("  next dense-1/kernel: %\\d+")),
                String.join("\n", lines));
        Cli none = Cli.run("show", "digits", "--program", "nothing");
        assertEquals(Exit.USAGE, none.code());
        assertTrue(none.err().contains("no arm nothing that is trained; the arms are"), none.err());
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
        assertTrue(cli.out().contains("\n  filters  a whole number, at least 1 (required)\n"), cli.out());
        assertTrue(cli.out().contains(" (default: 1)\n"), cli.out());
        assertTrue(Cli.run("describe", "auroc").out().contains("Higher is better."));
        assertTrue(Cli.run("describe", "relu").out().contains("No settings."));
        assertTrue(Cli.run("describe", "cpu").out().contains("Available here on "));
        String both = Cli.run("describe", "constant").out();
        assertTrue(both.contains("schedule constant") && both.contains("initializer constant"), both);
    }

    @Test
    void everyLayerIsDescribed() {
        List<String> layers = Services.installed().names(Kind.LAYER);
        assertTrue(layers.size() > 30, layers.toString());
        for (String layer : layers) {
            Cli cli = Cli.run("describe", layer);
            assertEquals(Exit.OK, cli.code(), layer + ": " + cli.err());
            assertTrue(cli.out().startsWith("layer " + layer + "  (module dev.tenon.layers"), cli.out());
        }
        String norm = Cli.run("describe", "layer-norm").out();
        assertTrue(norm.contains("  over  ") && norm.contains(" (default: channels)\n"), norm);
        String transposed = Cli.run("describe", "transposed-conv2d").out();
        assertTrue(transposed.contains("  output-padding  ") && transposed.contains(" (default: 0)\n"), transposed);
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
        assertTrue(cli.err().contains("This is a bug in Tenon or in a plugin"), cli.err());
        assertFalse(cli.err().contains("\tat "), cli.err());
        Cli verbose = Cli.run(Modules.override(new RunnerModule()).with(broken), "plugins", "--verbose");
        assertTrue(verbose.err().contains("\tat dev.tenon"), verbose.err());
    }
}
