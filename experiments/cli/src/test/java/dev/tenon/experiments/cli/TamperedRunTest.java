package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.record.SavedRun;
import dev.tenon.experiments.session.Reporter;
import dev.tenon.experiments.yaml.SpecException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Run folders that were changed by hand, with digests made to fit: each is read as it says or refused with a clear line. */
final class TamperedRunTest {

    private static final String EXPERIMENT = """
            experiment: small
            data: {digits: {type: uci-digits}}
            defaults:
              data: digits
              train: {steps: 2, batch: 8, loss: softmax-cross-entropy}
            arms:
              linear: {layers: [flatten, {type: dense, units: 10}]}
              staged:
                stages:
                  - {id: first, layers: [{id: filters, type: conv2d, filters: 2, kernel: 3}, {type: global-max-pool}, {type: dense, units: 10}]}
                  - {layers: [{use: first.filters}, flatten, {type: dense, units: 10}]}
              borrowed:
                layers: [{use: staged.first.filters}, flatten, {type: dense, units: 10}]
            design: {seeds: 2}
            compare: {primary: test.accuracy}
            report: {images: 2}
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path folder = Path.of("");

    @TempDir
    private Path copies = Path.of("");

    @BeforeAll
    static void run() throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), EXPERIMENT);
        Cli cli = Cli.run("run", file, "--out", folder.resolve("run"), "-q");
        assertEquals(Exit.OK, cli.code(), cli.err());
    }

    private Path copy() throws IOException {
        Path source = folder.resolve("run");
        Path target = copies.resolve("run");
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : paths.toList()) {
                Files.copy(path, target.resolve(source.relativize(path)));
            }
        }
        return target;
    }

    private static void write(Path run, String path, byte[] bytes) throws IOException {
        Files.write(run.resolve(path), bytes);
        ObjectNode manifest = (ObjectNode) JSON.readTree(Files.readAllBytes(run.resolve("manifest.json")));
        for (JsonNode entry : manifest.get("files")) {
            if (entry.get("path").stringValue().equals(path)) {
                ((ObjectNode) entry).put("bytes", bytes.length).put("sha256", Digests.of(bytes));
            }
        }
        Files.write(run.resolve("manifest.json"), JSON.writeValueAsBytes(manifest));
    }

    private static Arguments change(String file, String old, String changed, String said) {
        return arguments(file, old, changed, said);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "trials.json",
                        "\"trial\" : \"linear/seed-0\"",
                        "\"trial\" : \"linear/seed-9\"",
                        "trials[0].trial"),
                change("trials.json", "\"arm\" : \"linear\"", "\"arm\" : \"staged\"", "trials[0].trial"),
                change("trials.json", "\"seed\" : 1", "\"seed\" : 0", "trials[1].trial: should be linear/seed-0"),
                change("trials.json", "\"status\" : \"completed\"", "\"status\" : \"fine\"", "trials[0].status"),
                change(
                        "trials.json",
                        "\"status\" : \"completed\"",
                        "\"status\" : \"failed\"",
                        "did not complete, but has"),
                change("trials.json", "\"message\" : \"\"", "\"message\" : \"m\"", "completed, but has a message"),
                change("trials.json", "\"test.accuracy\"", "\"test.acuracy\"", "completed without test.accuracy"),
                change(
                        "trials.json",
                        "\"stage\" : \"main\"",
                        "\"stage\" : \"mine\"",
                        "which trials.json does not have"),
                change("trials.json", "\"data\" : \"digits\"", "\"data\" : \"other\"", "has the data set other"),
                change("trials.json", "\"type\" : \"flatten\"", "\"type\" : \"flat\"", "has the layers"),
                change("trials.json", "\"parameters\" : 650", "\"parameters\" : -650", "parameters: should be a count"),
                change(
                        "trials.json",
                        "            \"parameters\" : 650",
                        "\"parameters\" : 651",
                        "weights of layer dense-1"),
                change("trials.json", "\"trainable\" : 650", "\"trainable\" : 999", "trains more parameters"),
                change("trials.json", "\"shape\" : [\n                64", "\"shape\" : [-1", "shape[0]: should be"),
                change("trials.json", "\"shape\" : [\n                64", "\"shape\" : [65", "has results"),
                change(
                        "trials.json",
                        "\"file\" : \"weights/linear",
                        "\"file\" : \"weights/staged",
                        "weights: should be where"),
                change("trials.json", "\"file\" : \"weights/", "\"file\" : \"../weights/", "weights: should be where"),
                change("trials.json", "\"file\" : \"weights/", "\"file\" : \"/weights/", "weights: should be where"),
                change(
                        "trials.json",
                        "\"prefix\" : \"seed-0/\"",
                        "\"prefix\" : \"seed-1/\"",
                        "weights: should be where"),
                change("trials.json", "\"prefix\" : \"seed-0\"", "\"prefix\" : \"seed-1\"", "scores: should be where"),
                change("trials.json", "\"weights\" : {", "\"weightz\" : {", "has 0 weights of layer dense-1"),
                change("trials.json", "\"scores\" : {", "\"scorez\" : {", "scores; another seed of its arm"),
                change(
                        "weights/linear.safetensors",
                        "main/dense-1/kernel",
                        "main/dense-2/kernel",
                        "weights of layer dense-1"),
                change(
                        "weights/linear.safetensors",
                        "main/dense-1/kernel",
                        "main/dense-1-kernel",
                        "is not a name of weights"),
                change("scores/linear.safetensors", "seed-0", "seed-7", "has no tensor seed-0"),
                change(
                        "features/linear.json",
                        "\"arm\" : \"linear\"",
                        "\"arm\" : \"staged\"",
                        "trial: should be of the arm"),
                change("features/linear.json", "\"seed\" : 0", "\"seed\" : 7", "is not a completed trial of the run"),
                change(
                        "features/linear.json",
                        "\"id\" : \"flatten-1\"",
                        "\"id\" : \"dense-1\"",
                        "are not those of the trial's"),
                change("features/linear.json", "\"type\" : \"dense\"", "\"type\" : \"relu\"", "has the type relu"),
                change(
                        "features/linear.json",
                        "\"targets\" : [",
                        "\"targets\" : [\"more\",",
                        "targets: are 3 for 2 images"),
                change("features/linear.json", "\"annotations\" : [", "\"annotations\" : [[],", "annotations: are 3"),
                change(
                        "features/linear.json",
                        "\"names\" : [",
                        "\"names\" : [\"more\",",
                        "names: are 11 for 10 outputs"),
                change("trace.csv", "linear/seed-0,0,linear", "nobody/seed-0,0,linear", "trace.csv: has a curve of"),
                change("trace.csv", "linear/seed-0,0,linear,main,", "linear/seed-0,0,linear,", "has 6 fields"),
                change(
                        "inputs.json",
                        "\"data\" : [",
                        "\"data\" : [{\"path\":\"p\",\"bytes\":-1,\"sha256\":\"\"}",
                        "data[0]"),
                change("resolved.yaml", "seeds: [0, 1]", "seeds: [0, 1, 2]", "trials are 6; the experiment has 9"),
                change("manifest.json", "metrics.csv", "../metrics.csv", "names a file outside the folder"),
                change("manifest.json", "metrics.csv", "/metrics.csv", "names a file outside the folder"),
                change("manifest.json", "metrics.csv", "a/./metrics.csv", "names a file outside the folder"),
                change("manifest.json", "metrics.csv", "metrics.json", "names metrics.json twice"),
                change("manifest.json", "\"bytes\" : ", "\"bytes\" : -", "bytes: should be a count"),
                change("manifest.json", "\"sha256\" : \"", "\"sha256\" : \"x", "sha256: should be a SHA-256 digest"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatDoesNotFitIsRefusedWithItsPlace(String file, String old, String changed, String said) throws IOException {
        Path run = copy();
        String text = new String(Files.readAllBytes(run.resolve(file)), StandardCharsets.ISO_8859_1);
        assertTrue(text.contains(old), text);
        byte[] bytes = text.replaceFirst(
                        java.util.regex.Pattern.quote(old), java.util.regex.Matcher.quoteReplacement(changed))
                .getBytes(StandardCharsets.ISO_8859_1);
        if (file.equals("manifest.json")) {
            Files.write(run.resolve(file), bytes);
        } else {
            write(run, file, bytes);
        }
        Cli cli = Cli.run("compare", run, "--html", copies.resolve("report.html"));
        assertEquals(Exit.USAGE, cli.code(), cli.err());
        assertTrue(cli.err().contains(said), cli.err());
        assertTrue(cli.err().startsWith("tenon: " + run) && cli.err().lines().count() == 1, cli.err());
        assertFalse(Files.exists(copies.resolve("report.html")));
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path run = copy();
        Files.move(run.resolve("trials.json"), copies.resolve("elsewhere.json"));
        Files.createSymbolicLink(run.resolve("trials.json"), copies.resolve("elsewhere.json"));
        assertTrue(Cli.run("compare", run).err().contains("trials.json: is a link"));
        Path other = copies.resolve("link-to-run");
        Files.createSymbolicLink(other, folder.resolve("run"));
        assertEquals(Exit.OK, Cli.run("compare", other).code());
    }

    /** Every leaf of every document, changed in several ways: whatever comes of it, nothing but the reader's own refusal. */
    @Test
    void noChangeIsAnInternalError() throws IOException {
        Path run = copy();
        Services services = Services.installed();
        List<String> wrong = new ArrayList<>();
        int refused = 0;
        int all = 0;
        for (String file : List.of("trials.json", "features/linear.json", "features/borrowed.json", "inputs.json")) {
            byte[] original = Files.readAllBytes(run.resolve(file));
            for (String pointer : leaves(JSON.readTree(original), "")) {
                JsonNode changed = JSON.readTree(original);
                change(changed, pointer, all++);
                write(run, file, JSON.writeValueAsBytes(changed));
                try {
                    Reporter.Reports reports = new Reporter(services)
                            .reports(SavedRun.read(run, new PlanReader(services), true)
                                    .result());
                    assertTrue(!reports.text().isEmpty() && !reports.html().isEmpty());
                } catch (BundleException | SpecException e) {
                    refused++;
                } catch (RuntimeException e) {
                    wrong.add(file + pointer + ": " + e);
                }
            }
            write(run, file, original);
        }
        assertEquals(List.of(), wrong);
        assertTrue(refused > all / 2 && refused < all, refused + " of " + all);
    }

    private static List<String> leaves(JsonNode node, String at) {
        List<String> all = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                all.addAll(leaves(node.get(i), at + "/" + i));
            }
        } else if (node.isObject()) {
            node.propertyNames().forEach(name -> all.addAll(leaves(node.get(name), at + "/" + name)));
        }
        if (!at.isEmpty()) {
            all.add(at);
        }
        return all;
    }

    /** A number that is no count, one that is too large, a text, none at all, or nothing. */
    private static void change(JsonNode root, String pointer, int which) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        List<JsonNode> others = List.of(
                make.numberNode(-1),
                make.numberNode(1L << 40),
                make.stringNode("../x"),
                make.nullNode(),
                make.numberNode(0),
                make.arrayNode(),
                make.stringNode("NaN"));
        JsonNode parent = root.at(pointer.substring(0, pointer.lastIndexOf('/')));
        String name = pointer.substring(pointer.lastIndexOf('/') + 1);
        int choice = which % (others.size() + 1);
        if (parent instanceof ArrayNode list) {
            int index = Integer.parseInt(name);
            if (choice == others.size()) {
                list.remove(index);
            } else {
                list.set(index, others.get(choice));
            }
        } else if (parent instanceof ObjectNode object) {
            if (choice == others.size()) {
                object.remove(name);
            } else {
                object.set(name, others.get(choice));
            }
        }
    }
}
