package dev.tenon.experiments.views;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.data.TestPredictions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which wrong answers are shown, and in which order. */
final class WrongAnswersTest {

    private static final Column IMAGES =
            Column.image("image", Shape.of(1, 1, 1), new float[] {0, 10, 20, 30, 40, 50, 60, 70, 80, 90});

    @Test
    void theFurthestFromTheRightClassComeFirst() {
        TargetTable classes =
                TargetTable.of(Column.classes("label", Shape.scalar(), new float[10], List.of("a", "b", "c")));
        TestPredictions answers = new TestPredictions(
                new float[] {
                    3, 0, 0, // right
                    0, 1, 0, // by 1
                    90, 0, 40, // by 50: the probability is 1 in double, as that of the next
                    0, 100, 0, // by 100
                    0, 1, 0, // by 1 again
                    0, Float.POSITIVE_INFINITY, 0, // no number
                    5, 5, 0, // not known
                },
                new float[] {0, 0, 2, 0, 0, 0, Float.NaN},
                new float[] {9, 8, 7, 6, 3, 2, 1});
        List<WorstMistakes.Mistake> wrong = WorstMistakes.of(classes, answers, IMAGES, 8);
        assertEquals(
                List.of(6, 7, 3, 8),
                wrong.stream().map(WorstMistakes.Mistake::example).toList());
        assertEquals(
                List.of("a", "c", "a", "a"),
                wrong.stream().map(WorstMistakes.Mistake::target).toList());
        assertEquals(
                List.of("b", "a", "b", "b"),
                wrong.stream().map(WorstMistakes.Mistake::answer).toList());
        assertEquals(Math.E / (Math.E + 2), wrong.get(2).score(), 1e-15);
        assertArrayEquals(new float[] {70}, wrong.get(1).pixels());
    }

    @Test
    void ofThingsTheFurthestFromZero() {
        TargetTable signs =
                TargetTable.of(new Column("signs", Targets.SIGNS, Shape.of(2), List.of("x", "y"), new float[] {1, 1}));
        TestPredictions answers = new TestPredictions(
                new float[] {2, -3, -0.5f, 1}, new float[] {-1, -1, 1, Float.NaN}, new float[] {4, 5});
        List<WorstMistakes.Mistake> wrong = WorstMistakes.of(signs, answers, IMAGES, 8);
        assertEquals(
                List.of("no x", "has x"),
                wrong.stream().map(WorstMistakes.Mistake::target).toList());
        assertEquals(
                List.of("has x", "no x"),
                wrong.stream().map(WorstMistakes.Mistake::answer).toList());
        assertEquals(1 / (1 + Math.exp(-2)), wrong.getFirst().score(), 1e-15);
    }

    @Test
    void noMoreThanAFew() {
        TargetTable classes = TargetTable.of(Column.classes("label", Shape.scalar(), new float[10], List.of("a", "b")));
        float[] scores = new float[20];
        float[] examples = new float[10];
        for (int i = 0; i < 10; i++) {
            scores[2 * i + 1] = 1;
            examples[i] = 9 - i;
        }
        List<WorstMistakes.Mistake> wrong =
                WorstMistakes.of(classes, new TestPredictions(scores, new float[10], examples), IMAGES, 8);
        assertEquals(
                List.of(0, 1, 2, 3, 4, 5, 6, 7),
                wrong.stream().map(WorstMistakes.Mistake::example).toList(),
                "of equal ones the first in the data set");
    }
}
