package dev.tenon.experiments.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.NodeReader;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A resolved file says all, reads as the same plan, and depends on nothing but the meaning of the file. */
final class ResolvedTest {

    private static final Path CATALOG = Path.of("../catalog");
    private static final Path FEATURES = Path.of("src", "test", "resources", "features.yaml");
    private static final PlanReader READER = new PlanReader(Services.installed());

    /** All but one that names an analysis of the module of statistics, which is not here; the command line's tests read it. */
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(CATALOG, 1)) {
            List<Path> all = new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("screening.yaml"))
                            .sorted()
                            .toList());
            all.add(FEATURES);
            all.add(FEATURES.resolveSibling("tuned.yaml"));
            return all;
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsAsTheSamePlan(Path file) throws IOException {
        Plan plan = read(file, List.of());
        Plan again = READER.readText("resolved.yaml", plan.resolved(), List.of());
        assertEquals(plan.resolved(), again.resolved());
        assertSame(plan, again);
    }

    @ParameterizedTest
    @MethodSource("files")
    void keepsOverrides(Path file) throws IOException {
        List<String> overrides = List.of("train.batch=7", "design.seeds=[3, 5]", "compare.confidence=0.9");
        Plan plan = read(file, overrides);
        assertEquals(List.of(3L, 5L), plan.first().design().seeds().values());
        assertSame(plan, READER.readText("resolved.yaml", plan.resolved(), List.of()));
    }

    @Test
    void isWrittenAsExpected() throws IOException {
        Path golden = Path.of("src", "test", "resources", "written.resolved.txt");
        String resolved = read(Path.of("src", "test", "resources", "written.yaml"), List.of())
                .resolved();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, resolved);
        }
        assertEquals(Files.readString(golden), resolved);
    }

    /** Keys of maps in any order mean the same, but for the order of arms and data sets. */
    @RepeatedTest(20)
    void doesNotDependOnTheOrderOfKeys(RepetitionInfo repetition) throws IOException {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(repetition.getCurrentRepetition());
        String text = Files.readString(FEATURES);
        Problems problems = new Problems();
        Node root = NodeReader.read(text, NodeReader.Origin.of("features.yaml"), problems)
                .orElseThrow();
        String shuffled = YamlWriter.write((Node.Mapping) shuffled(root, 0, random));
        assertEquals(
                READER.readText("features.yaml", text, List.of()).resolved(),
                READER.readText("shuffled.yaml", shuffled, List.of()).resolved());
    }

    /** Without looking whether the files are there that it names. */
    private static Plan read(Path file, List<String> overrides) throws IOException {
        return READER.readText(file.toString(), Files.readString(file), overrides);
    }

    private static Node shuffled(Node node, int depth, RandomGenerator random) {
        return switch (node) {
            case Node.Scalar scalar -> scalar;
            case Node.Sequence list ->
                new Node.Sequence(
                        list.items().stream()
                                .map(item -> shuffled(item, depth + 1, random))
                                .toList(),
                        list.mark());
            case Node.Mapping map -> {
                List<Node.Entry> entries = new ArrayList<>();
                for (Node.Entry entry : map.entries()) {
                    entries.add(new Node.Entry(entry.key(), shuffled(entry.value(), depth + 1, random)));
                }
                // Depth 1 holds the named arms, data sets and factors, whose order means something; so does that of
                // the factors below.
                boolean ordered = depth == 1
                        || map.entries().stream()
                                .anyMatch(entry -> entry.key().text().contains("."));
                if (!ordered) {
                    Collections.shuffle(entries, random);
                }
                yield new Node.Mapping(entries, map.mark());
            }
        };
    }

    private static void assertSame(Plan a, Plan b) {
        assertEquals(
                a.cells().stream().map(Plan.Cell::factors).toList(),
                b.cells().stream().map(Plan.Cell::factors).toList());
        for (int i = 0; i < a.cells().size(); i++) {
            assertEquals(
                    VaryEffectCheck.unmarked(a.cells().get(i).spec()),
                    VaryEffectCheck.unmarked(b.cells().get(i).spec()));
        }
    }
}
