package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.Inputs.ModuleInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run says of where it comes from. */
final class ProvenanceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String TEXT = """
            experiment: one
            data:
              digits: {type: uci-digits}
              plain: {type: standardize, from: digits}
            arms: {linear: {data: plain, train: {epochs: 1, loss: softmax-cross-entropy}, layers: [flatten, {type: dense, units: 10}]}}
            design: {seeds: 1}
            compare: {primary: test.accuracy}
            """;

    @TempDir
    private Path folder;

    private Path run(String name) throws IOException {
        Path file = Files.writeString(folder.resolve("one.yaml"), TEXT);
        Path run = folder.resolve(name);
        Cli cli = Cli.run("run", file, "--out", run, "--quiet");
        assertEquals(Exit.OK, cli.code(), cli.err());
        return run;
    }

    private static JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    private static ModuleInput module(String version, String sha256) {
        return new ModuleInput(
                "dev.tenon.layers", Optional.of(version), Optional.of("layers.jar"), Optional.of(sha256.repeat(64)));
    }

    private static Inputs made(ModuleInput module) {
        return new Inputs(List.of(module), List.of(), List.of(), DataInputs.NONE);
    }

    @Test
    void anotherBuildOfAVersionIsToldAndIsNoOtherInput() {
        Inputs one = made(module("0.2.0", "a"));
        Inputs other = made(module("0.2.0", "b"));
        assertEquals(List.of(), other.differences(one));
        assertEquals(
                List.of("module dev.tenon.layers was the jar with SHA-256 " + "a".repeat(64)
                        + " and is the jar with SHA-256 " + "b".repeat(64)),
                other.otherBuilds(one));
        assertEquals(List.of(), one.otherBuilds(one));
        Inputs later = made(module("0.3.0", "b"));
        assertEquals(1, later.differences(one).size());
        assertEquals(List.of(), later.otherBuilds(one), "another version is not another build");
    }

    @Test
    void aDataSetThatKnowsItsSourceAndLicenceIsRecordedWithThem() throws IOException {
        Path run = run("run");
        boolean found = false;
        for (JsonNode set : json(run.resolve("inputs.json")).path("data-sets")) {
            if (set.path("name").asString().equals("digits")) {
                found = true;
                assertEquals("uci-digits", set.path("type").asString());
                assertEquals("https://doi.org/10.24432/C50P49", set.path("url").asString());
                assertEquals("CC-BY-4.0", set.path("licence").asString());
            } else {
                assertEquals("standardize", set.path("type").asString());
                assertFalse(set.has("licence"), "it is made of another");
            }
        }
        assertTrue(found);
        assertEquals(Exit.OK, Cli.run("verify", run).code());
    }

    @Test
    void theCommitOfTheExperimentsFolderIsRecordedAndWhetherItIsDirty() throws Exception {
        assumeTrue(git("--version") == 0, "no git here");
        assertFalse(json(run("before").resolve("environment.json")).has("git"), "no repository");
        git("init", "--quiet");
        Files.writeString(folder.resolve(".gitignore"), "clean\ndirty\nbefore\n");
        git("add", "one.yaml", ".gitignore");
        git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "one");
        JsonNode clean = json(run("clean").resolve("environment.json")).path("git");
        assertEquals(40, clean.path("commit").asString("").length());
        assertFalse(clean.path("dirty").asBoolean(true));
        Files.writeString(folder.resolve("notes.txt"), "new");
        assertTrue(json(run("dirty").resolve("environment.json"))
                .path("git")
                .path("dirty")
                .asBoolean(false));
        assertEquals(
                Files.readString(folder.resolve("clean/manifest.json")),
                Files.readString(folder.resolve("dirty/manifest.json")),
                "no result depends on it");
    }

    private int git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            assertEquals(0, code, said);
            return code;
        } catch (IOException e) {
            return -1;
        }
    }
}
