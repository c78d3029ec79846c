package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.report.Cell;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestAnalysisScope;
import dev.tenon.testkit.TestLayer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class FreeResponseTest extends BlocksContract {

    private static FreeResponse.Settings settings(String of, String parts, int within) {
        return new FreeResponse.Settings(of, parts, List.of("ground"), within, Split.TEST, 1000);
    }

    @Override
    protected Analysis<?> analysis() {
        return new FreeResponse();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(settings("colours", "mask", 0), settings("colours", "signs", 1));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("a layer without maps", settings("classes", "mask", 0), "no feature maps", "classes"),
                refused("a column without masks", settings("colours", "label", 0), "no masks", "label"),
                refused(
                        "no object",
                        new FreeResponse.Settings(
                                "colours", "mask", List.of("ground", "red", "green", "blue"), 0, Split.TEST, 10),
                        "ignore"));
    }

    /** Each image is its own map. The first has two objects and three peaks, the second none and one peak that is the largest of all. */
    @Test
    void hitsAndFalseAlarmsAreCountedByHand() {
        float[] images = new float[2 * 64];
        float[] masks = new float[2 * 64];
        masks[9] = 1;
        masks[18] = 1; // Touches the one before at a corner: one object.
        masks[62] = 1;
        images[9] = 0.5f;
        images[18] = 0.4f;
        images[62] = 0.3f;
        images[40] = 0.45f;
        images[64 + 27] = 0.9f;
        Examples examples = Examples.of(Shape.of(8, 8, 1), images)
                .classes(new float[2], List.of("bag"))
                .column(Column.classes("mask", Shape.of(8, 8), masks, List.of("ground", "knife")))
                .split(Split.TEST, new int[] {0, 1})
                .build();
        TestLayer itself = new TestLayer(
                "itself",
                "identity",
                1,
                1,
                1,
                1,
                List.of(),
                (before, own) -> Objects.requireNonNull(before.get("image")));
        TestAnalysisScope scope = new TestAnalysisScope(0, examples, List.of(itself));
        new FreeResponse().run(scope, settings("itself", "mask", 0));
        List<List<Cell>> curve =
                Objects.requireNonNull(scope.tables().get("curve")).rows();
        // Of 2 images: no false alarm allowed, none, one, two, and more than there are.
        assertEquals(
                List.of(0.0, 0.0, 0.5, 1.0, 1.0, 1.0, 1.0),
                curve.stream().map(row -> ((Cell.Value) row.get(2)).value()).toList());
        List<Cell> summary =
                Objects.requireNonNull(scope.tables().get("summary")).rows().getFirst();
        assertEquals(
                List.of(2.0, 4.5 / 7, 1.0, 2.0),
                summary.subList(1, 5).stream()
                        .map(cell -> ((Cell.Value) cell).value())
                        .toList());
    }
}
