package dev.tenon.plugins.datasets.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.plugins.datasets.split.Counts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Further columns against the annotations and the pixels of the same scenes. */
final class FurtherColumnsTest {

    private static final Examples SCENES = SceneSets.load(
            SceneSets.also(
                    SceneSets.plain(SceneSets.settings(List.of("7"), 2, new Counts(60, 0, 20))),
                    Also.MASK,
                    Also.DIGITS,
                    Also.CENTRE),
            Sets.digits());

    private static Column column(String name) {
        return SCENES.column(name).orElseThrow();
    }

    @Test
    void columnsComeAfterTheTargetInTheOrderAsked() {
        assertEquals(
                List.of("image", "signs", "mask", "digits", "centre"),
                SCENES.columns().stream().map(Column::name).toList());
        assertEquals(Shape.of(24, 40), column("mask").shape());
        assertEquals(11, column("mask").units());
    }

    @Test
    void theMaskIsWhereInkIs() {
        float[] mask = column("mask").values();
        for (int i = 0; i < mask.length; i++) {
            float pixel = SCENES.images()[i];
            assertEquals(pixel >= 0.25f, mask[i] > 0, "pixel " + i + " of light " + pixel + " has class " + mask[i]);
        }
    }

    @Test
    void theMaskHasTheClassOfTheDigitWhoseBoxItIsIn() {
        float[] mask = column("mask").values();
        int looked = 0;
        for (int scene = 0; scene < SCENES.size(); scene++) {
            List<Annotation> boxes = SCENES.annotations(scene);
            for (int pixel = 0; pixel < 24 * 40; pixel++) {
                int row = pixel / 40;
                int column = pixel % 40;
                float label = mask[scene * 24 * 40 + pixel];
                boolean fits = label == 0
                        || boxes.stream()
                                .anyMatch(box -> box.label().equals("" + (int) (label - 1))
                                        && row >= box.top()
                                        && row < box.top() + box.height()
                                        && column >= box.left()
                                        && column < box.left() + box.width());
                assertTrue(fits, "scene " + scene + ", pixel " + pixel + " has class " + label + " in " + boxes);
                looked += label > 0 ? 1 : 0;
            }
        }
        assertTrue(looked > 1000);
    }

    @Test
    void digitsAreThoseAnnotated() {
        for (int scene = 0; scene < SCENES.size(); scene++) {
            List<String> labels =
                    SCENES.annotations(scene).stream().map(Annotation::label).toList();
            for (int digit = 0; digit < 10; digit++) {
                assertEquals(
                        labels.contains("" + digit) ? 1f : -1f, column("digits").values()[scene * 10 + digit]);
            }
        }
    }

    @Test
    void theCentreIsKnownWhereTheThingIs() {
        int known = 0;
        for (int scene = 0; scene < SCENES.size(); scene++) {
            boolean there = SCENES.targets()[scene] > 0;
            float row = column("centre").values()[2 * scene];
            float left = column("centre").values()[2 * scene + 1];
            assertEquals(there, !Float.isNaN(row));
            assertEquals(there, !Float.isNaN(left));
            if (there) {
                known++;
                Annotation box = SCENES.annotations(scene).stream()
                        .filter(each -> each.label().equals("7"))
                        .findFirst()
                        .orElseThrow();
                assertEquals(box.top() + box.height() / 2.0, row * 24, 1e-4);
                assertEquals(box.left() + box.width() / 2.0, left * 40, 1e-4);
            }
        }
        assertTrue(known > 20 && known < 60, known + " scenes have a 7");
    }

    @Test
    void theDigitIsKnownWhereThereIsOneAlone() {
        Examples one = SceneSets.load(
                SceneSets.also(SceneSets.settings(List.of("7"), 1, new Counts(60, 0, 20)), Also.DIGIT), Sets.digits());
        Column digit = one.column("digit").orElseThrow();
        for (int scene = 0; scene < one.size(); scene++) {
            assertEquals(
                    one.annotations(scene).getFirst().label(), digit.names().get((int) digit.values()[scene]));
        }
        Examples two = SceneSets.load(
                SceneSets.also(SceneSets.settings(List.of("7"), 2, new Counts(6, 0, 2)), Also.DIGIT), Sets.digits());
        for (float each : two.column("digit").orElseThrow().values()) {
            assertTrue(Float.isNaN(each));
        }
    }
}
