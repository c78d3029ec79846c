package dev.tenon.experiments.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.settings.Binder;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.NodeReader;
import dev.tenon.experiments.yaml.PlainValues;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.SpecException;
import dev.tenon.experiments.yaml.YamlWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema, asked by a validator that is not ours, against what the reader of files says. */
final class ExperimentSchemaTest {

    private static final Services SERVICES = Services.installed();
    private static final String TEXT = ExperimentSchema.of(SERVICES).text();
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(TEXT);
    private static final Mark NOWHERE = new Mark("", 1, 1);

    private static List<String> complaints(Node node) {
        return SCHEMA.validate(SchemaNodes.value(PlainValues.of(node))).stream()
                .map(Error::toString)
                .toList();
    }

    private static Mapping read(String text) {
        Problems problems = new Problems();
        Optional<Node> node = NodeReader.read(text, NodeReader.Origin.of("file"), problems);
        problems.throwIfAny();
        return (Mapping) node.orElseThrow();
    }

    private static List<String> mistakes(Mapping root) {
        try {
            new PlanReader(SERVICES).readText("file", YamlWriter.write(root), List.of());
            return List.of();
        } catch (SpecException e) {
            return e.problems().stream().map(Problem::message).toList();
        }
    }

    /** All but one that names an analysis of the module of statistics, which is not here; the command line's tests read it. */
    static List<Path> rightFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(Path.of("../catalog"), Path.of("src", "test", "resources"))) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("screening.yaml"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("rightFiles")
    void takesWhatIsRight(Path file) throws IOException {
        String text = Files.readString(file);
        assertEquals(List.of(), complaints(read(text)));
        String resolved =
                new PlanReader(SERVICES).readText("file", text, List.of()).resolved();
        assertEquals(List.of(), complaints(read(resolved)), "with every default filled in");
    }

    /** Files of the corpus of mistakes whose mistake shows without looking elsewhere in the file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arm-without-layers",
                "compare-with-unknown-arm-or-metric",
                "layer-written-as-in-other-tools",
                "missing-setting",
                "needed-parts-missing",
                "not-a-map",
                "set-within-an-arm",
                "setting-out-of-range",
                "training-settings-in-the-wrong-place",
                "unknown-data-set-type",
                "unknown-layer",
                "unknown-optimizer-loss-schedule-initializer",
                "unknown-setting-of-a-layer",
                "unknown-top-level-key",
                "use-malformed",
                "use-of-a-run",
                "use-with-settings",
                "weights-ragged",
                "wrong-type"
            })
    void refusesWhatIsWrong(String name) throws IOException {
        String text = Files.readString(Path.of("../runner/src/test/resources/mistakes", name + ".yaml"));
        Problems problems = new Problems();
        Node node = NodeReader.read(text, NodeReader.Origin.of(name), problems).orElseThrow();
        assertFalse(complaints(node).isEmpty(), name);
    }

    @Test
    void sayWhereAMistakeIsAndNotWhatElseThereCouldBe() {
        Mapping root = read("""
                experiment: small
                data: {digits: {type: uci-digits}}
                arms:
                  net: {layers: [{type: conv2d, filters: 4, kernel: 3, fliters: 4}]}
                """);
        List<Error> errors = SCHEMA.validate(SchemaNodes.value(PlainValues.of(root)));
        assertTrue(
                errors.stream()
                        .anyMatch(error -> error.toString().contains("fliters")
                                && error.getInstanceLocation().toString().equals("/arms/net/layers/0")),
                errors::toString);
        assertFalse(errors.toString().contains("units"), "no word of what other layers take: " + errors);
    }

    /** Every single change of a right file: what the reader takes, the schema takes. */
    @ParameterizedTest
    @MethodSource("rightFiles")
    void isNeverStricterThanTheReader(Path file) throws IOException {
        List<Mapping> changed = some(changes(unvaried(file)), 100);
        assertTrue(changed.size() > 50, "changes: " + changed.size());
        int refused = 0;
        for (Mapping each : changed) {
            List<String> complaints = complaints(each);
            if (!complaints.isEmpty()) {
                refused++;
                assertFalse(
                        mistakes(each).isEmpty(),
                        () -> "only the schema refuses " + YamlWriter.write(each) + complaints);
            }
        }
        assertTrue(refused > changed.size() / 3, refused + " of " + changed.size() + " are seen");
    }

    /** A key with a slip in it is refused, wherever it is, but where a user gives names. */
    @ParameterizedTest
    @MethodSource("rightFiles")
    void refusesEveryKeyThatIsNotThere(Path file) throws IOException {
        int seen = 0;
        for (Mapping each : some(slips(unvaried(file)), 50)) {
            boolean unknown = mistakes(each).stream()
                    .anyMatch(mistake -> mistake.contains("no setting \"slip-") || mistake.contains("no key \"slip-"));
            if (unknown) {
                seen++;
                assertFalse(complaints(each).isEmpty(), () -> YamlWriter.write(each));
            }
        }
        assertTrue(seen > 3, "slips: " + seen);
    }

    /** A file without what it varies: its reader reads it once for each combination. */
    private static Mapping unvaried(Path file) throws IOException {
        Mapping root = read(Files.readString(file));
        Mapping design = (Mapping) root.get("design").orElseThrow();
        return root.with(new Scalar("design", true, NOWHERE), design.without("vary"));
    }

    /** About so many of them, spread evenly. */
    private static List<Mapping> some(Stream<Node> nodes, int count) {
        List<Mapping> all =
                nodes.filter(Mapping.class::isInstance).map(Mapping.class::cast).toList();
        int step = Math.max(1, all.size() / count) | 1;
        return Stream.iterate(0, i -> i < all.size(), i -> i + step)
                .map(all::get)
                .toList();
    }

    /** The node with something in it changed, in each of many ways. */
    private static Stream<Node> changes(Node node) {
        Stream<Node> whole = Stream.of("word", "7", "-1", "0.5", "true", "null", "[]", "{}", "[1, 2]", "{type: none}")
                .map(Binder::parse);
        Stream<Node> within = switch (node) {
            case Scalar _ -> Stream.empty();
            case Sequence list -> {
                List<Node> items = list.items();
                yield Stream.iterate(0, i -> i < items.size(), i -> i + 1)
                        .flatMap(i -> Stream.concat(
                                        changes(items.get(i)).map(Optional::of), Stream.of(Optional.<Node>empty()))
                                .map(change -> {
                                    List<Node> changed = new ArrayList<>(items);
                                    changed.remove((int) i);
                                    change.ifPresent(value -> changed.add(i, value));
                                    return new Sequence(changed, NOWHERE);
                                }));
            }
            case Mapping map ->
                map.entries().stream()
                        .flatMap(entry -> Stream.concat(
                                changes(entry.value()).map(value -> map.with(entry.key(), value)),
                                Stream.of(map.without(entry.key().text()))));
        };
        return Stream.concat(whole, within);
    }

    /** The node with one key misspelt, for each key. */
    private static Stream<Node> slips(Node node) {
        return switch (node) {
            case Scalar _ -> Stream.empty();
            case Sequence list ->
                Stream.iterate(0, i -> i < list.items().size(), i -> i + 1)
                        .flatMap(i -> slips(list.items().get(i)).map(change -> {
                            List<Node> changed = new ArrayList<>(list.items());
                            changed.set(i, change);
                            return new Sequence(changed, NOWHERE);
                        }));
            case Mapping map ->
                map.entries().stream().flatMap(entry -> {
                    List<Entry> others = new ArrayList<>(map.entries());
                    int place = others.indexOf(entry);
                    others.set(
                            place, new Entry(new Scalar("slip-" + entry.key().text(), true, NOWHERE), entry.value()));
                    return Stream.concat(
                            Stream.of(new Mapping(others, NOWHERE)),
                            slips(entry.value()).map(value -> map.with(entry.key(), value)));
                });
        };
    }

    /** A setting of a type that no file can give. */
    public record Odd(short length) {}

    @Type("odd")
    private static final class OddLayer implements Layer<Odd> {
        @Override
        public Class<Odd> settings() {
            return Odd.class;
        }

        @Override
        public Value apply(LayerScope scope, Odd settings, List<Value> inputs) {
            return inputs.getFirst();
        }
    }

    @Test
    void leavesOutWhatCannotBeUsedAndSaysSo() {
        ExperimentSchema schema = ExperimentSchema.of(SERVICES.with(new OddLayer()));
        assertEquals(TEXT, schema.text());
        assertEquals(
                List.of("layer odd: a setting cannot be of type short; its author must correct that"),
                schema.leftOut());
    }

    @Test
    void isAscii() {
        assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(TEXT));
        assertEquals(TEXT, ExperimentSchema.of(Services.installed()).text(), "and the same each time");
    }
}
