package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.testing.TestJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plugins as a user meets them: on the command line, in a run, and in what it leaves behind. */
final class PluginCommandsTest {

    @TempDir
    private Path folder;

    private Path plugins = Path.of("");
    private Path jar = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void installs() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        jar = layer("Ops.multiply(Ops.constant(s.by()), inputs.getFirst())", "1.0")
                .write(plugins.resolve("scale.jar"));
        file = Files.writeString(folder.resolve("mine.yaml"), """
                experiment: mine
                data: {digits: {type: uci-digits}}
                defaults:
                  data: digits
                  train: {epochs: 1, examples: 64, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.1}}
                arms:
                  plain: {layers: [flatten, {type: dense, units: 10}]}
                  scaled: {layers: [{id: culprit, type: scale, by: 0.5}, flatten, {type: dense, units: 10}]}
                design: {seeds: 2}
                """);
    }

    /** A plugin with one layer, {@code scale}. */
    private static TestJar layer(String body, String version) {
        return new TestJar().version(version).module("""
                        module org.scale {
                            requires dev.tenon.api;
                            opens org.scale;
                            provides dev.tenon.api.layer.Layer with org.scale.Scale;
                        }
                        """).source("org/scale/Scale.java", """
                        package org.scale;
                        import dev.tenon.api.graph.*;
                        import dev.tenon.api.layer.*;
                        import dev.tenon.api.plugin.*;
                        import dev.tenon.api.settings.*;
                        import java.util.List;
                        @Type("scale")
                        @Describe("Multiplies each number.")
                        public final class Scale implements Layer<Scale.Settings> {
                            public record Settings(@Describe("What by.") @Range(min = 0, above = true) double by) {}
                            static int uses;
                            public Class<Settings> settings() { return Settings.class; }
                            public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
                                return %s;
                            }
                        }
                        """.formatted(body));
    }

    private Cli tenon(Object... words) {
        Object[] all = new Object[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--plugins";
        all[words.length + 1] = plugins;
        return Cli.run(all);
    }

    private Cli run(String name, Object... more) {
        Object[] all = new Object[more.length + 6];
        System.arraycopy(new Object[] {"run", file, "--out", folder.resolve(name), "--threads", "1"}, 0, all, 0, 6);
        System.arraycopy(more, 0, all, 6, more.length);
        return tenon(all);
    }

    @Test
    void pluginsListsServiceModuleVersionApiJarAndDigest() throws IOException {
        Cli cli = tenon("plugins");
        assertEquals(0, cli.code(), cli.err());
        String line =
                cli.out().lines().filter(l -> l.contains(" scale ")).findFirst().orElseThrow();
        assertTrue(line.matches("layer +scale +org\\.scale +1\\.0 +0\\.2\\S* +scale\\.jar"), line);
        assertTrue(cli.out().endsWith(jar + "\n  sha256 " + Digests.of(jar) + "\n"), cli.out());
        assertEquals("", cli.err());
    }

    @Test
    void describeSaysWhatItDoesAndWhatItTakes() {
        Cli cli = tenon("describe", "scale");
        assertEquals(0, cli.code(), cli.err());
        assertEquals("""
                layer scale  (module org.scale 1.0 (%s))
                Multiplies each number.

                Settings:
                  by  a number, above 0 (required)
                      What by.
                """.formatted(jar), cli.out());
    }

    @Test
    void aBadJarIsALineAndTheOthersServe() throws IOException {
        Files.writeString(plugins.resolve("bad.jar"), "no");
        Cli check = tenon("check", file);
        assertEquals(0, check.code(), check.err());
        assertEquals(
                "tenon: " + plugins.resolve("bad.jar")
                        + " is not loaded: it is not a complete zip file; copy, download or build it again\n",
                check.err());
        assertEquals(2, tenon("plugins").code());
    }

    @Test
    void aRunRecordsTheJarThatItUsed() throws IOException {
        TestJar.metric("unused", "unused", "1").write(plugins.resolve("unused.jar"));
        Cli cli = run("a");
        assertEquals(0, cli.code(), cli.err());
        String inputs = Files.readString(folder.resolve("a/inputs.json"));
        assertTrue(
                inputs.replaceAll("\\s", "")
                        .contains("\"plugins\":[{\"module\":\"org.scale\",\"version\":\"1.0\",\"jar\":\"scale.jar\","
                                + "\"sha256\":\"" + Digests.of(jar) + "\"}]"),
                inputs);
    }

    /** Its code runs, for the file's settings are read by it; but no result depends on it. */
    @Test
    void theJarOfADataSetThatNoArmUsesIsNotRecordedAsUsed() throws IOException {
        new TestJar().module("""
                        module org.blank {
                            requires dev.tenon.api;
                            opens org.blank;
                            provides dev.tenon.api.data.Dataset with org.blank.Blank;
                        }
                        """).source("org/blank/Blank.java", """
                        package org.blank;
                        import dev.tenon.api.data.*;
                        import dev.tenon.api.settings.*;
                        @dev.tenon.api.plugin.Type("blank")
                        public final class Blank implements Dataset<Blank.Of> {
                            public record Of(DatasetName of) {}
                            public Class<Of> settings() { return Of.class; }
                            public Examples load(DatasetScope scope, Of s) throws java.io.IOException {
                                return scope.dataset(s.of());
                            }
                        }
                        """).write(plugins.resolve("blank.jar"));
        String digits = "data: {digits: {type: uci-digits}}";
        String with = Files.readString(file)
                .replace(digits, "data: {digits: {type: uci-digits}, spare: {type: blank, of: digits}}");
        Files.writeString(file, with);
        Cli cli = run("a");
        assertEquals(0, cli.code(), cli.err());
        JsonNode inputs = JsonMapper.shared().readTree(Files.readString(folder.resolve("a/inputs.json")));
        assertEquals(
                "[org.scale]",
                inputs.get("plugins").findValuesAsString("module").toString());
        assertEquals(
                "[org.blank]",
                inputs.get("unused-plugins").findValuesAsString("module").toString());
        file = folder.resolve("a/experiment.yaml");
        assertEquals(0, run("b", "--locked").code(), "the run is a lock of all that its file names");
        Files.writeString(file, with.replace("data: digits", "data: spare"));
        assertEquals(0, run("c").code());
        assertEquals(
                "[org.blank, org.scale]",
                JsonMapper.shared()
                        .readTree(Files.readString(folder.resolve("c/inputs.json")))
                        .get("plugins")
                        .findValuesAsString("module")
                        .toString());
    }

    /** No result depends on who hears of it. */
    @Test
    void theJarOfATrackerIsNotRecorded() throws IOException {
        new TestJar().module("""
                        module org.bell {
                            requires dev.tenon.api;
                            opens org.bell;
                            provides dev.tenon.api.tracking.Tracker with org.bell.Bell;
                        }
                        """).source("org/bell/Bell.java", """
                        package org.bell;
                        import dev.tenon.api.settings.NoSettings;
                        import dev.tenon.api.tracking.*;
                        @dev.tenon.api.plugin.Type("bell")
                        public final class Bell implements Tracker<NoSettings> {
                            public Class<NoSettings> settings() { return NoSettings.class; }
                            public Tracking start(TrackedRun run, NoSettings s) throws java.io.IOException {
                                throw new java.io.IOException("no bell");
                            }
                        }
                        """).write(plugins.resolve("bell.jar"));
        assertEquals(0, run("a").code());
        Cli cli = run("b", "--track", "bell");
        assertEquals(0, cli.code(), cli.err());
        assertTrue(
                cli.err().contains("tracker bell failed and is told nothing further: IOException: no bell"), cli.err());
        assertEquals(
                Files.readString(folder.resolve("a/manifest.json")),
                Files.readString(folder.resolve("b/manifest.json")));
    }

    /** All trials are done and right by then. */
    @Test
    void anAnalysisThatCannotCompareTakesNothingElseAlong() throws IOException {
        new TestJar().module("""
                        module org.torn {
                            requires dev.tenon.api;
                            opens org.torn;
                            provides dev.tenon.api.analysis.Analysis with org.torn.Torn;
                        }
                        """).source("org/torn/Torn.java", """
                        package org.torn;
                        import dev.tenon.api.analysis.*;
                        import dev.tenon.api.report.*;
                        import dev.tenon.api.settings.NoSettings;
                        @dev.tenon.api.plugin.Type("torn")
                        public final class Torn implements Analysis<NoSettings> {
                            public Class<NoSettings> settings() { return NoSettings.class; }
                            public void run(AnalysisScope scope, NoSettings s) {
                                scope.put("seen", Table.of("What is seen.", TableColumn.value("one")).row(1.0).build());
                            }
                            public void compare(ComparisonScope scope, NoSettings s) {
                                scope.put("half", Table.of("What is half.", TableColumn.value("one")).row(1.0).build());
                                throw new AssertionError("no more than " + scope.trials().size());
                            }
                        }
                        """).write(plugins.resolve("torn.jar"));
        Files.writeString(file, Files.readString(file) + "analyses: [torn]\n");
        Cli cli = run("a");
        assertEquals(0, cli.code(), cli.err());
        assertTrue(cli.out().contains("What is seen."), cli.out());
        assertTrue(cli.out().contains("AssertionError: no more than 4"), cli.out());
        assertFalse(cli.out().contains("What is half."), cli.out());
        assertEquals(0, tenon("verify", folder.resolve("a")).code());
    }

    @Test
    void aLockedRunRefusesAnotherJar() throws IOException {
        assertEquals(2, run("a", "--locked").code(), "no lock yet");
        Cli lock = tenon("lock", file);
        assertEquals(0, lock.code(), lock.err());
        assertTrue(Files.readString(folder.resolve("mine.lock.json")).contains(Digests.of(jar)));
        assertEquals(0, run("a", "--locked").code());
        String recorded = Digests.of(jar);
        layer("Ops.multiply(Ops.constant(2 * s.by()), inputs.getFirst())", "1.0")
                .write(jar);
        Cli refused = run("b", "--locked");
        assertEquals(2, refused.code());
        assertEquals(
                "tenon: " + file + ":8:41: " + jar + " is not the jar that " + folder.resolve("mine.lock.json")
                        + " records for module org.scale: its SHA-256 is " + Digests.of(jar) + ", and " + recorded
                        + " is recorded; put the recorded jar back, or write the lock again if you mean to use this one\n",
                refused.err());
        assertFalse(Files.exists(folder.resolve("b")));
        assertEquals(2, run("b", "--lock", folder.resolve("a")).code(), "a run is a lock");
        assertEquals(2, run("b", "--lock", folder.resolve("nothing")).code());
        assertEquals(0, tenon("lock", file).code());
        assertEquals(0, run("b", "--locked").code());
    }

    @Test
    void aRunsOwnFileIsLockedByTheRun() throws IOException {
        assertEquals(0, run("a").code());
        file = folder.resolve("a/experiment.yaml");
        assertEquals(0, run("b", "--locked").code());
        layer("inputs.getFirst()", "1.1").write(jar);
        Cli refused = run("c", "--locked");
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("is not the jar that " + folder.resolve("a")), refused.err());
    }

    @Test
    void aModuleThatTheLockDoesNotHaveIsRefused() throws IOException {
        Path other = Files.writeString(
                folder.resolve("other.yaml"), Files.readString(file).replaceAll("(?m)^  scaled.*\\n", ""));
        assertTrue(tenon("lock", other).out().contains("uses no plugin"));
        Cli refused = run("a", "--lock", folder.resolve("other.lock.json"));
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("records no module org.scale"), refused.err());
    }

    @Test
    void onlyAllowedDigestsAreLoaded() throws IOException {
        assertEquals(0, tenon("check", file, "--allow-plugins", Digests.of(jar)).code());
        Cli refused = tenon("check", file, "--allow-plugins", "0".repeat(64));
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains(jar + " is not loaded: its SHA-256 " + Digests.of(jar)), refused.err());
        assertTrue(refused.err().contains("no layer \"scale\""), refused.err());
        Cli wrong = tenon("check", file, "--allow-plugins", "abc");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("--allow-plugins takes SHA-256 digests"), wrong.err());
    }

    @Test
    void aPluginThatThrowsInATrialEndsItAndIsNamedWithItsLayer() throws IOException {
        // The file is checked first, and then each trial builds its net: four times for the check, then it throws.
        layer("uses++ < 6 ? inputs.getFirst() : Ops.constant(List.of(1f).get(uses))", "1.0")
                .write(jar);
        Cli cli = run("a");
        assertEquals(1, cli.code(), cli.err());
        assertTrue(cli.err().contains("layer culprit (scale)"), cli.err());
        assertTrue(cli.err().contains("thrown by module org.scale 1.0 (" + jar + ")"), cli.err());
        String metrics = Files.readString(folder.resolve("a/metrics.csv"));
        assertEquals(
                2,
                metrics.lines()
                        .filter(l -> l.contains("plain") && l.contains(",completed,"))
                        .count(),
                metrics);
        assertTrue(metrics.lines().anyMatch(l -> l.contains("scaled") && l.contains(",failed,")), metrics);
    }
}
