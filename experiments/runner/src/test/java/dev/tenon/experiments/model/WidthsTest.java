package dev.tenon.experiments.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.read.Sizes;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.CompareSpec.Match;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The widths that {@code compare.widths} finds are those of all whole numbers that come nearest. */
final class WidthsTest {

    private static final String EXPERIMENT = """
            experiment: widths
            data:
              digits: {type: uci-digits}
            defaults:
              data: digits
              train: {epochs: 1, loss: softmax-cross-entropy}
            arms:
              whole:
                layers:
                  - {id: wide, type: conv2d, filters: 12, kernel: 5, activation: relu}
                  - global-max-pool
                  - {type: dense, units: 10}
              composed:
                stages:
                  - id: parts
                    layers:
                      - {id: part, type: conv2d, filters: 8, kernel: 3, activation: relu}
                      - global-max-pool
                      - {type: dense, units: 10}
                  - layers:
                      - {use: parts.part, frozen: true}
                      - {id: next, type: conv2d, filters: 3, kernel: 3, activation: relu}
                      - global-max-pool
                      - {type: dense, units: 10}
              tuned:
                like: composed
                set: {stages.1.layers.next.kernel: 2}
            """;
    private static final Services SERVICES = Services.installed();
    private static final PlanReader READER = new PlanReader(SERVICES, NetworkSizes::of);

    private static Plan plan(String more, String... overrides) {
        return READER.readText("widths.yaml", EXPERIMENT + more, List.of(overrides));
    }

    private static long size(ExperimentSpec spec, String arm, Match match) {
        Sizes sizes = NetworkSizes.of(new DataLoader(Path.of("")));
        return sizes.of(spec, spec.arm(arm).last(), match);
    }

    private static List<Integer> found(Plan plan, String arm) {
        return Objects.requireNonNull(plan.first().compare().solved().get(arm))
                .found()
                .orElseThrow();
    }

    /** Tries all widths, one file each. */
    private static int nearest(Match match, String more) {
        String path = "arms.composed.stages.parts.layers.part.filters=";
        int best = 0;
        long miss = Long.MAX_VALUE;
        for (int width = 1; width <= 40; width++) {
            ExperimentSpec spec = plan("", path + width, more).first();
            long off = Math.abs(size(spec, "composed", match) - size(spec, "whole", match));
            if (off < miss) {
                miss = off;
                best = width;
            }
        }
        return best;
    }

    @ParameterizedTest
    @EnumSource(names = {"PARAMETERS", "MULTIPLY_ADDS"})
    void areNearestOfAll(Match match) {
        Plan plan =
                plan("compare: {match: " + match.words() + ", widths: {composed: stages.parts.layers.part.filters}}\n");
        int width = nearest(match, "train.epochs=1");
        assertTrue(width > 1 && width < 40);
        assertEquals(List.of(width), found(plan, "composed"));
        assertTrue(plan.resolved().contains("filters: " + width + "\n"), plan.resolved());
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "900"})
    void doNotDependOnWhatIsWritten(int written) {
        String widths = "compare: {match: parameters, widths: {composed: stages.parts.layers.part.filters}}\n";
        assertEquals(
                plan(widths).resolved(),
                plan(widths, "arms.composed.stages.parts.layers.part.filters=" + written)
                        .resolved());
    }

    @Test
    void areFoundInEachCell() {
        Plan plan = plan("""
                design: {vary: {arms.whole.layers.wide.filters: [6, 12, 24]}}
                compare: {match: parameters, widths: {composed: stages.parts.layers.part.filters}}
                """);
        List<Integer> widths = found(plan, "composed");
        for (int i = 0; i < 3; i++) {
            int filters = List.of(6, 12, 24).get(i);
            assertEquals(nearest(Match.PARAMETERS, "arms.whole.layers.wide.filters=" + filters), widths.get(i));
            ExperimentSpec spec = plan.cells().get(i).spec();
            ExperimentSpec alone = plan(
                            "",
                            "arms.whole.layers.wide.filters=" + filters,
                            "arms.composed.stages.parts.layers.part.filters=" + widths.get(i))
                    .first();
            assertEquals(size(alone, "composed", Match.PARAMETERS), size(spec, "composed", Match.PARAMETERS));
        }
        assertEquals(3, widths.stream().distinct().count());
    }

    /** Of a run, also where networks cannot be built: its data need not be there. */
    @Test
    void areReadFromResolvedFiles() {
        Plan plan = plan("""
                design: {vary: {arms.whole.layers.wide.filters: [6, 24]}}
                compare: {match: multiply-adds, widths: {composed: stages.parts.layers.part.filters}}
                """);
        Plan saved = new PlanReader(SERVICES).readResolved("resolved.yaml", plan.resolved());
        Plan again = READER.readText("resolved.yaml", plan.resolved(), List.of());
        for (Plan other : List.of(saved, again)) {
            assertEquals(plan.resolved(), other.resolved());
            for (int i = 0; i < 2; i++) {
                assertEquals(stages(plan, i), stages(other, i));
            }
        }
    }

    private static List<Object> stages(Plan plan, int cell) {
        return plan.cells().get(cell).spec().arms().stream()
                .map(ArmSpec::last)
                .<Object>map(stage ->
                        stage.layers().stream().map(layer -> layer.layer()).toList())
                .toList();
    }

    /** An arm that is like one whose width was found has that width too, and another of its own. */
    @Test
    void ofAnArmThatIsLikeAnother() {
        Plan plan = plan("""
                compare:
                  match: parameters
                  widths:
                    composed: stages.parts.layers.part.filters
                    tuned: [stages.1.layers.next.filters]
                """);
        ExperimentSpec spec = plan.first();
        long wanted = size(spec, "whole", Match.PARAMETERS);
        long step = size(plan("", "arms.tuned.stages.1.layers.next.filters=2").first(), "tuned", Match.PARAMETERS)
                - size(plan("", "arms.tuned.stages.1.layers.next.filters=1").first(), "tuned", Match.PARAMETERS);
        assertTrue(Math.abs(size(spec, "tuned", Match.PARAMETERS) - wanted) <= step);
        assertEquals(wanted, size(plan("").first(), "whole", Match.PARAMETERS));
    }
}
