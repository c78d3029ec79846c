package dev.tenon.experiments.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.TrainSpec;
import dev.tenon.experiments.yaml.SpecException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a dotted path leads, from the command line and in {@code vary}. */
final class OverridesTest {

    private static final PlanReader READER = new PlanReader(Services.installed());

    private static final String FILE = """
            experiment: small
            data: {digits: {type: uci-digits}}
            defaults: {data: digits, train: {steps: 100, loss: softmax-cross-entropy}}
            arms:
              net: {layers: [flatten, {id: out, type: dense, units: 10}]}
              own: {like: net, train: {batch: 8}}
            """;

    private static ExperimentSpec read(String... overrides) {
        return READER.readText("small.yaml", FILE, List.of(overrides)).first();
    }

    private static TrainSpec train(ExperimentSpec spec, String arm) {
        return spec.arm(arm).last().train();
    }

    private static String settings(ExperimentSpec spec, String arm, int layer) {
        return spec.arm(arm).last().layers().get(layer).layer().settings().toString();
    }

    @Test
    void aPathStartsAtTheTopOrAtTheDefaults() {
        assertEquals(16, train(read("train.batch=16"), "net").batch());
        assertEquals(16, train(read("defaults.train.batch=16"), "net").batch());
        assertEquals(8, train(read("train.batch=16"), "own").batch(), "an arm's own setting stays");
        assertEquals(16, train(read("arms.own.train.batch=16"), "own").batch());
        assertEquals(32, train(read("arms.own.train.batch=16"), "net").batch());
    }

    @Test
    void epochsReplaceSteps() {
        TrainSpec train = train(read("train.epochs=3"), "net");
        assertEquals(Optional.of(3), train.epochs());
        assertEquals(Optional.empty(), train.steps());
    }

    @Test
    void aPartKeepsItsOtherSettings() {
        ExperimentSpec spec = read("train.optimizer.rate=0.5");
        assertEquals("sgd", train(spec, "net").optimizer().type());
        assertEquals(
                "Settings[rate=0.5, momentum=0.9, nesterov=false, weightDecay=0.0, decays=ALL]",
                train(spec, "net").optimizer().settings().toString());
        assertEquals(
                "adam", train(read("train.optimizer=adam"), "net").optimizer().type());
    }

    @Test
    void aListElementIsFoundByPlaceOrId() {
        assertEquals(
                settings(read("arms.net.layers.1.units=12"), "net", 1),
                settings(read("arms.net.layers.out.units=12"), "own", 1));
        assertEquals(
                "relu",
                read("arms.net.layers.0=relu")
                        .arm("own")
                        .last()
                        .layers()
                        .getFirst()
                        .layer()
                        .type());
    }

    @Test
    void aLevelIsNamedByTheWholePathOfItsSetting() {
        CompareSpec compare = read("design.vary.train.examples=[16, 32]", "compare.at.train.examples=32")
                .compare();
        assertEquals(Map.of("train.examples", "32"), compare.levels());
    }

    @Test
    void anInheritingArmChangesAlone() {
        ExperimentSpec spec = read("arms.own.layers.out.units=12");
        assertEquals(true, settings(spec, "own", 1).startsWith("Settings[units=12,"));
        assertEquals(true, settings(spec, "net", 1).startsWith("Settings[units=10,"));
    }

    @Test
    void theLastOfTwoWins() {
        assertEquals(6, train(read("train.batch=5", "train.batch=6"), "net").batch());
    }

    @Test
    void factorsCanBeAddedAndReplaced() {
        Plan plan = READER.readText("small.yaml", FILE, List.of("design.vary.train.examples=[16, 32]"));
        assertEquals(2, plan.cells().size());
        assertEquals("16", plan.cells().getFirst().factors().get("train.examples"));
        assertEquals(
                Optional.of(32), train(plan.cells().getLast().spec(), "own").examples());
    }

    @Test
    void combinationsRunWithTheLastFactorFastest() {
        Plan plan = READER.readText(
                "small.yaml",
                FILE,
                List.of("design.vary={train.examples: [16, 32], arms.net.layers.out.use-bias: [true, false]}"));
        assertEquals(
                List.of("16 true", "16 false", "32 true", "32 false"),
                plan.cells().stream()
                        .map(cell -> String.join(" ", cell.factors().values()))
                        .toList());
    }

    @Test
    void severalSettingsTakeEachValueTogether() {
        Plan plan = READER.readText(
                "small.yaml",
                FILE,
                List.of("design.vary={\"arms.net.layers.out.units, train.batch\": [10, 16]}", "design.seeds=1"));
        assertEquals(2, plan.cells().size());
        assertEquals(
                Map.of("arms.net.layers.out.units, train.batch", "16"),
                plan.cells().getLast().factors());
        ExperimentSpec last = plan.cells().getLast().spec();
        assertEquals(true, settings(last, "net", 1).startsWith("Settings[units=16,"));
        assertEquals(16, train(last, "net").batch());
        assertEquals(10, train(plan.cells().getFirst().spec(), "net").batch());
    }

    @Test
    void eachOfSeveralSettingsIsLookedFor() {
        SpecException mistakes = assertThrows(
                SpecException.class,
                () -> READER.readText(
                        "small.yaml", FILE, List.of("design.vary={\"train.batch, compare.primary\": [10, 16]}")));
        assertTrue(String.valueOf(mistakes.getMessage()).contains("`compare` cannot vary"), mistakes.getMessage());
    }
}
