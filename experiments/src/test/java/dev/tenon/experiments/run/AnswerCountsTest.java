package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.training.Targets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was right and what was answered, counted by hand. */
final class AnswerCountsTest {

    private static final float UNKNOWN = Float.NaN;

    @Test
    void classes() {
        Answers one = new Answers(
                new float[] {1, 0, 0, /**/ 0, 2, 2, /**/ 0, 0, 1, /**/ 9, 0, 0},
                new float[] {0, 2, 2, UNKNOWN},
                new float[] {5, 6, 7, 8});
        Answers other = new Answers(new float[] {0, 1, 0}, new float[] {0}, new float[] {5});
        AnswerCounts counts = AnswerCounts.of(Targets.CLASSES, 3, Stream.of(one, Answers.NONE, other))
                .orElseThrow();
        assertEquals(List.of(List.of(1L, 1L, 0L), List.of(0L, 0L, 0L), List.of(0L, 1L, 1L)), counts.counts());
        assertEquals(2, counts.seeds());
        assertEquals(4, counts.all());
        assertEquals(2, counts.present(2));
        assertEquals(2, counts.said(1));
        assertEquals(0, counts.found(1));
        assertEquals(1, counts.found(2));
    }

    @Test
    void signs() {
        Answers one = new Answers(
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
        Answers one = new Answers(new float[] {1}, new float[] {1}, new float[] {0});
        assertTrue(AnswerCounts.of(Targets.NUMBERS, 1, Stream.of(one)).isEmpty());
        assertTrue(AnswerCounts.of(Targets.SIGNS, 1, Stream.of(Answers.NONE)).isEmpty());
        assertTrue(AnswerCounts.of(Targets.CLASSES, 31, Stream.of(one)).isEmpty());
    }
}
