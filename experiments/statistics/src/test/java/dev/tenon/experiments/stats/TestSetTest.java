package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.testing.FakeExperiment;
import dev.tenon.experiments.views.AnswerCounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TestSetTest {

    private static final int EXAMPLES = 60;

    /** The scores of {@link AurocTest}, the second arm's as two classes, moved so that a yes is above 0. */
    private static TestPredictions answers(int arm) {
        float[] scores = new float[arm == 0 ? EXAMPLES : 2 * EXAMPLES];
        float[] targets = new float[EXAMPLES];
        float[] examples = new float[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            boolean yes = i % 3 == 0;
            examples[i] = 100 + i;
            if (arm == 0) {
                scores[i] = i * 53 % 97 / 4 + (yes ? 5 : 0) - 13.5f;
                targets[i] = yes ? 1 : -1;
            } else {
                scores[2 * i + 1] = i * 37 % 101 / 5 + (yes ? 7 : 0) - 13.5f;
                targets[i] = yes ? 1 : 0;
            }
        }
        return new TestPredictions(scores, targets, examples);
    }

    private static ExperimentResult result(boolean sameKind) {
        FakeExperiment fake = new FakeExperiment()
                .arms("a", "b")
                .seeds(6)
                .features(List.of(features("a", 0), features("b", sameKind ? 0 : 1)));
        return fake.run(id -> new TrialRecord(
                id,
                TrialRecord.Status.COMPLETED,
                "",
                List.of(FakeExperiment.stage(id.arm(), 64, 500)),
                64,
                Map.of("test.accuracy", 0.5 + 0.01 * id.seed()),
                id.seed() == 0 ? answers(id.arm().equals("a") || sameKind ? 0 : 1) : TestPredictions.NONE));
    }

    private static Features features(String arm, int kind) {
        Targets targets = kind == 0 ? Targets.SIGNS : Targets.CLASSES;
        return new Features(
                new TrialId(arm, Map.of(), 0),
                Shape.of(1, 1, 1),
                new float[1],
                List.of("x"),
                List.of(List.of()),
                List.of("x"),
                new float[1],
                List.of(),
                List.of(),
                Optional.of(new AnswerCounts(targets, 1, List.of(List.of(1L, 1L, 1L, 1L)), List.of())));
    }

    @Test
    void countsOneNetworksAnswers() {
        TestSet set = TestSet.of(result(true), "a", 0.95).orElseThrow();
        TestSet.Row row = set.rows().getFirst();
        int right = 0;
        int found = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            boolean yes = i % 3 == 0;
            boolean said = i * 53 % 97 / 4 + (yes ? 5 : 0) > 13.5;
            right += yes == said ? 1 : 0;
            found += yes && said ? 1 : 0;
        }
        assertEquals(right, row.accuracy().hits());
        assertEquals(found, row.sensitivity().orElseThrow().hits());
        assertEquals(20, row.sensitivity().orElseThrow().of());
        assertEquals(40, row.specificity().orElseThrow().of());
        assertEquals(0.685625, row.auroc().orElseThrow().value(), 1e-12);
        assertTrue(row.minus().isEmpty(), "the reference is not compared with itself");
        assertTrue(
                Double.isNaN(set.rows().get(1).minus().orElseThrow().p()),
                "one network twice does not differ by chance");
        assertEquals(0, set.areas());
    }

    /** One arm says yes by a sign, the other by the second of two classes; the p is that of {@link AurocTest}. */
    @Test
    void armsArePairedHoweverTheyAreTold() {
        TestSet set = TestSet.of(result(false), "a", 0.95).orElseThrow();
        AurocEstimate.Pair pair = set.rows().get(1).minus().orElseThrow();
        assertEquals(0.103125, pair.difference(), 1e-6);
        assertEquals(0.2412663324658278, pair.p(), 1e-9);
        assertEquals(1, set.areas());
    }

    @Test
    void withoutAnswersThereIsNone() {
        assertTrue(TestSet.of(
                        new FakeExperiment()
                                .arms("a")
                                .features(List.of(features("a", 0)))
                                .run(id -> FakeExperiment.scored(id, "test.accuracy", 1)),
                        "a",
                        0.95)
                .isEmpty());
    }
}
