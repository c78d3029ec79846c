package dev.tenon.experiments.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.TestPredictions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was right and what was answered, counted by hand. */
final class AnswerCountsTest {

    private static final float UNKNOWN = Float.NaN;

    @Test
    void classes() {
        TestPredictions one = new TestPredictions(
                new float[] {1, 0, 0, /**/ 0, 2, 2, /**/ 0, 0, 1, /**/ 9, 0, 0},
                new float[] {0, 2, 2, UNKNOWN},
                new float[] {5, 6, 7, 8});
        TestPredictions other = new TestPredictions(new float[] {0, 1, 0}, new float[] {0}, new float[] {5});
        AnswerCounts counts = AnswerCounts.of(Targets.CLASSES, 3, Stream.of(one, TestPredictions.NONE, other))
                .orElseThrow();
        assertEquals(List.of(List.of(1L, 1L, 0L), List.of(0L, 0L, 0L), List.of(0L, 1L, 1L)), counts.counts());
        assertEquals(2, counts.seeds());
        assertEquals(4, counts.all());
        assertEquals(2, counts.present(2));
        assertEquals(2, counts.said(1));
        assertEquals(0, counts.found(1));
        assertEquals(1, counts.found(2));
        Table table = counts.confusion("What was answered to what.", List.of("a", "", "a"));
        assertEquals(
                List.of("a", " (1)", "a (2)"),
                table.columns().stream().skip(1).map(TableColumn::name).toList());
        assertEquals(Cell.of(1).in(Cell.Tone.GOOD), table.rows().get(2).get(3));
    }

    @Test
    void signs() {
        TestPredictions one = new TestPredictions(
                new float[] {1, -1, /**/ 0, 3, /**/ -2, 2},
                new float[] {1, 1, /**/ 1, -1, /**/ UNKNOWN, 1},
                new float[] {0, 1, 2});
        AnswerCounts counts = AnswerCounts.of(Targets.SIGNS, 2, Stream.of(one)).orElseThrow();
        assertEquals(List.of(List.of(1L, 1L, 0L, 0L), List.of(1L, 1L, 1L, 0L)), counts.counts());
        assertEquals(2, counts.present(0));
        assertEquals(2, counts.said(1));
    }

    @Test
    void whatIsNoTable() {
        TestPredictions one = new TestPredictions(new float[] {1}, new float[] {1}, new float[] {0});
        assertTrue(AnswerCounts.of(Targets.NUMBERS, 1, Stream.of(one)).isEmpty());
        assertTrue(AnswerCounts.of(Targets.SIGNS, 1, Stream.of(TestPredictions.NONE))
                .isEmpty());
        assertTrue(AnswerCounts.of(Targets.CLASSES, 31, Stream.of(one)).isEmpty());
    }

    private static List<Double> roc(float[] scores, float... signs) {
        float[] examples = new float[scores.length];
        return AnswerCounts.of(Targets.SIGNS, 1, Stream.of(new TestPredictions(scores, signs, examples)))
                .orElseThrow()
                .roc();
    }

    @Test
    void rocOfOneYesOrNo() {
        List<Double> perfect = roc(new float[] {3, 2, -1, -2}, 1, 1, -1, -1);
        assertEquals(Roc.STEPS + 1, perfect.size());
        assertTrue(perfect.stream().allMatch(found -> found == 1));
        List<Double> none = roc(new float[] {1, 1, 1, 1}, 1, -1, 1, -1);
        for (int i = 0; i <= Roc.STEPS; i++) {
            assertEquals((double) i / Roc.STEPS, none.get(i), 1e-12, "equal scores tell nothing");
        }
        // One of two is above all others, the other below the first of two that are not there.
        List<Double> half = roc(new float[] {4, 3, 2, 1}, 1, -1, 1, -1);
        assertEquals(0.5, half.getFirst());
        assertEquals(0.5, half.get(Roc.STEPS / 2 - 1));
        assertEquals(1, half.get(Roc.STEPS / 2), "a rise counts to its top");
        assertEquals(1, half.getLast());
        assertEquals(List.of(), roc(new float[] {4, 3}, 1, 1), "nothing is absent");
    }

    @Test
    void rocIsTheMeanOverTrialsAndOfTwoClasses() {
        TestPredictions good = new TestPredictions(new float[] {0, 1, /**/ 1, 0}, new float[] {1, 0}, new float[2]);
        TestPredictions bad = new TestPredictions(new float[] {1, 0, /**/ 0, 1}, new float[] {1, 0}, new float[2]);
        List<Double> mean = AnswerCounts.of(Targets.CLASSES, 2, Stream.of(good, bad))
                .orElseThrow()
                .roc();
        assertEquals(0.5, mean.getFirst());
        assertEquals(1, mean.getLast());
        assertEquals(0.5, mean.get(Roc.STEPS - 1));
    }
}
