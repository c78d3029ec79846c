package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.record.RunReader;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tenon archive}: a run as one file, and what others find in it. */
final class ArchiveTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String TEXT = """
            experiment: two
            question: "Is a hidden layer worth it, at 5 % & more?"
            data: {digits: {type: uci-digits}}
            defaults: {data: digits, train: {epochs: 1, loss: softmax-cross-entropy}}
            arms:
              linear: {layers: [flatten, {type: dense, units: 10}]}
              deep: {layers: [flatten, {type: dense, units: 8, activation: relu}, {type: dense, units: 10}]}
            design: {seeds: 2}
            """;

    @TempDir
    private Path folder;

    private Path run() throws IOException {
        Path file = Files.writeString(folder.resolve("two.yaml"), TEXT);
        Path run = folder.resolve("run-1");
        assertEquals(Exit.OK, Cli.run("run", file, "--out", run, "--quiet").code());
        return run;
    }

    private Path archive(Path run, String name, Object... more) {
        Path zip = folder.resolve(name);
        Object[] words = Stream.concat(Stream.of("archive", run, "--out", zip), Stream.of(more))
                .toArray();
        Cli cli = Cli.run(words);
        assertEquals(Exit.OK, cli.code(), cli.err());
        return zip;
    }

    @Test
    void twoArchivesOfOneRunAreTheSameBytesAndCanBeVerified() throws IOException {
        Path run = run();
        Path one = archive(run, "one.zip");
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(archive(run, "other.zip")));
        Cli verified = Cli.run("verify", one, "--all", "--quiet");
        assertEquals(Exit.OK, verified.code(), verified.out() + verified.err());
        assertTrue(verified.out().contains("4 of 4 redone: equal"), verified.out());
        Cli again = Cli.run("archive", run, "--out", one);
        assertEquals(Exit.USAGE, again.code());
        assertTrue(again.err().contains("exists already"), again.err());
        // What someone changed in it is found.
        try (FileSystem zip = FileSystems.newFileSystem(one)) {
            Path metrics = zip.getPath("/run/metrics.csv");
            Files.writeString(metrics, Files.readString(metrics) + "x");
        }
        Cli changed = Cli.run("verify", one);
        assertEquals(Exit.DIFFERENT, changed.code());
        assertTrue(changed.out().contains("metrics.csv"), changed.out());
    }

    @Test
    void documentsSayWhatTheRunFound() throws IOException {
        Path run = run();
        Path zip = archive(run, "two.zip", "--author", "Ada L", "--license", "CC-BY-4.0", "--title", "Two: \"a\" test");
        String digest = RunReader.manifest(run).sha256();
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            String readme = Files.readString(files.getPath("/README.md"));
            assertTrue(readme.startsWith("# Two: \"a\" test\n"), readme);
            assertTrue(readme.contains("Is a hidden layer worth it, at 5 % & more?"), readme);
            assertTrue(readme.contains("tenon verify ARCHIVE.zip --all") && readme.contains(digest), readme);
            String latex = Files.readString(files.getPath("/results.tex"));
            assertEquals(count(latex, "\\begin{tabular}"), count(latex, "\\end{tabular}"));
            assertTrue(latex.contains("deep &") && latex.contains("\\toprule"), latex);
            assertTrue(Files.readString(files.getPath("/results.md")).contains("| deep |"));
            assertTrue(Files.readString(files.getPath("/models/deep.md")).contains("610 parameters"));
            assertTrue(Files.readString(files.getPath("/LICENSE")).contains("SPDX-License-Identifier: CC-BY-4.0"));
            List<String> citation = Files.readAllLines(files.getPath("/CITATION.cff"));
            assertEquals("cff-version: 1.2.0", citation.getFirst());
            assertTrue(citation.contains("title: \"Two: \\\"a\\\" test\""), citation::toString);
            assertTrue(citation.contains("  - name: \"Ada L\""), citation::toString);
            assertTrue(citation.contains("license: CC-BY-4.0"), citation::toString);
            JsonNode statement = JSON.readTree(Files.readString(files.getPath("/provenance.intoto.json")));
            assertEquals(
                    "https://in-toto.io/Statement/v1", statement.path("_type").asString());
            assertEquals(
                    "https://slsa.dev/provenance/v1",
                    statement.path("predicateType").asString());
            assertEquals(
                    digest,
                    statement
                            .path("subject")
                            .path(0)
                            .path("digest")
                            .path("sha256")
                            .asString());
            JsonNode predicate = statement.path("predicate");
            assertTrue(predicate
                            .path("buildDefinition")
                            .path("resolvedDependencies")
                            .size()
                    > 5);
            assertTrue(predicate.path("runDetails").path("builder").has("id"));
        }
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    /** What RO-Crate 1.3 and the profile Workflow Run Crate 0.6 say that must be there. */
    @Test
    void theCrateHasWhatItsProfilesAskFor() throws IOException {
        Path zip = archive(run(), "two.zip", "--author", "Ada L");
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            JsonNode crate = JSON.readTree(Files.readString(files.getPath("/ro-crate-metadata.json")));
            assertEquals(
                    "https://w3id.org/ro/crate/1.3/context",
                    crate.path("@context").path(0).asString());
            Map<String, JsonNode> entities = new HashMap<>();
            for (JsonNode entity : crate.path("@graph")) {
                assertTrue(entity.has("@type"), entity.toString());
                assertTrue(entities.put(entity.path("@id").asString(), entity) == null, "two entities of one id");
            }
            JsonNode descriptor = of(entities, "ro-crate-metadata.json");
            assertEquals("./", descriptor.path("about").path("@id").asString());
            assertEquals(
                    "https://w3id.org/ro/crate/1.3",
                    descriptor.path("conformsTo").path("@id").asString());
            JsonNode root = of(entities, "./");
            for (String property : List.of("name", "description", "datePublished", "license")) {
                assertTrue(root.has(property), property);
            }
            assertTrue(root.path("conformsTo").toString().contains("https://w3id.org/ro/wfrun/workflow/0.6"));
            JsonNode workflow = of(entities, root.path("mainEntity").path("@id").asString());
            assertTrue(workflow.path("@type").toString().contains("ComputationalWorkflow"));
            assertTrue(workflow.has("programmingLanguage") && workflow.has("name"));
            JsonNode engine = of(
                    entities, workflow.path("softwareRequirements").path("@id").asString());
            assertTrue(engine.has("softwareVersion"), engine.toString());
            JsonNode action = of(entities, root.path("mentions").path("@id").asString());
            assertEquals("CreateAction", action.path("@type").asString());
            assertEquals(
                    root.path("mainEntity").path("@id").asString(),
                    action.path("instrument").path("@id").asString());
            assertTrue(action.path("result").size() > 5 && action.has("endTime"));
            assertTrue(action.path("object").toString().contains("10.24432/C50P49"), "the digits' source");
            // Every reference but those to terms elsewhere has its entity, and every file is a part.
            for (JsonNode entity : entities.values()) {
                entity.properties()
                        .forEach(property -> references(property.getValue())
                                .filter(id -> !id.startsWith("http")
                                        || entity.path("@id").asString().equals("./"))
                                .forEach(id -> of(entities, id)));
            }
            Set<String> parts = new HashSet<>();
            root.path("hasPart").forEach(part -> parts.add(part.path("@id").asString()));
            try (Stream<Path> all = Files.walk(files.getPath("/"))) {
                all.filter(Files::isRegularFile)
                        .map(file -> file.toString().substring(1))
                        .filter(name -> !name.equals("ro-crate-metadata.json"))
                        .forEach(name -> assertTrue(parts.remove(name), name));
            }
            assertEquals(Set.of(), parts);
        }
    }

    private static Stream<String> references(JsonNode value) {
        if (value.isArray()) {
            return Stream.iterate(0, i -> i < value.size(), i -> i + 1).flatMap(i -> references(value.get(i)));
        }
        return value.isObject() && value.has("@id")
                ? Stream.of(value.path("@id").asString())
                : Stream.empty();
    }

    private static JsonNode of(Map<String, JsonNode> entities, String id) {
        JsonNode entity = entities.get(id);
        assertTrue(entity != null, "no entity " + id);
        return java.util.Objects.requireNonNull(entity);
    }

    @Test
    void mistakesAreToldInALine() throws IOException {
        Path run = run();
        Path zip = folder.resolve("no.zip");
        says("there is no such folder", "archive", folder.resolve("nowhere"), "--out", zip);
        says("is not a run folder", "archive", folder, "--out", zip);
        says("--licence takes an SPDX identifier", "archive", run, "--out", zip, "--licence", "do what you like");
        says("not blank", "archive", run, "--out", zip, "--author", " ");
        Path text = Files.writeString(folder.resolve("text.zip"), "no archive");
        says("is a file, and no archive that can be read", "verify", text);
        Path empty = folder.resolve("empty.zip");
        try (FileSystem files = FileSystems.newFileSystem(empty, Map.of("create", "true"))) {
            Files.writeString(files.getPath("/a"), "b");
        }
        says("it is not an archive written by `tenon archive`", "verify", empty);
        Files.writeString(run.resolve("metrics.csv"), "arm\n");
        says("a run that was changed is not archived", "archive", run, "--out", zip);
        assertTrue(!Files.exists(zip) && !Files.exists(folder.resolve("no.zip.part")));
    }

    private static void says(String words, Object... args) {
        Cli cli = Cli.run(args);
        assertEquals(Exit.USAGE, cli.code(), cli.out() + cli.err());
        assertTrue(cli.err().contains(words), cli.err());
        assertEquals(1, cli.err().lines().count(), cli.err());
    }
}
