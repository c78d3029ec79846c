package dev.tenon.experiments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DataNotesTest {

    private static Examples examples(float[] pixels, float[] labels, int train, List<String> names) {
        int[] first = new int[train];
        int[] rest = new int[labels.length - train];
        for (int i = 0; i < labels.length; i++) {
            (i < train ? first : rest)[i < train ? i : i - train] = i;
        }
        return Examples.of(Shape.of(1, 2, 1), pixels)
                .classes(labels, names)
                .split(Split.TRAIN, first)
                .split(Split.TEST, rest)
                .build();
    }

    private static List<String> notes(Examples examples) {
        return DataNotes.of("d", examples).stream()
                .map(DrawNotes.Note::sentence)
                .toList();
    }

    @Test
    void copiesOfTrainingImagesInTheTestSplitAreCounted() {
        Examples examples = examples(
                new float[] {1, 2, /**/ 3, 4, /**/ 1, 2, /**/ 3, 4, /**/ 2, 1},
                new float[] {0, 1, 0, 1, 1},
                2,
                List.of("a", "b"));
        assertEquals(
                List.of("data set d: 2 of 3 test images are also among the training images, pixel for pixel"),
                notes(examples));
    }

    @Test
    void classesWithoutExamplesAreNamed() {
        float[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertEquals(
                List.of(
                        "data set d: classes c, d have test examples but no training example",
                        "data set d: class b has training examples but no test example",
                        "data set d: class e has no training and no test example"),
                notes(examples(pixels, new float[] {0, 1, 0, 2, 3}, 2, List.of("a", "b", "c", "d", "e"))));
    }

    @Test
    void ofOrdinaryDataNothingIsSaid() {
        assertEquals(
                List.of(),
                notes(examples(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new float[] {0, 1, 1, 0}, 2, List.of("a", "b"))));
    }

    @Test
    void testImagesThatAnotherDataSetTrainsOnAreCounted() {
        Examples parts =
                examples(new float[] {1, 2, /**/ 3, 4, /**/ 5, 6}, new float[] {0, 1, 1}, 2, List.of("a", "b"));
        Examples whole = examples(
                new float[] {7, 8, /**/ 3, 4, /**/ 5, 6, /**/ 3, 4}, new float[] {0, 1, 0, 1}, 1, List.of("a", "b"));
        assertEquals(
                Optional.of("data set whole: 2 of 3 test images are also among the training images of data set parts,"
                        + " from which an earlier stage of the same arm learns, pixel for pixel"),
                DataNotes.between("parts", parts, "whole", whole).map(DrawNotes.Note::sentence));
        assertEquals(Optional.empty(), DataNotes.between("whole", whole, "parts", parts), "its test image is 5, 6");
    }

    @Test
    void imagesOfAnotherSizeAreNoCopies() {
        Examples other = Examples.of(Shape.of(2, 1, 1), new float[] {1, 2, 3, 4})
                .classes(new float[] {0, 1}, List.of("a", "b"))
                .split(Split.TRAIN, new int[] {0, 1})
                .build();
        Examples tested = examples(new float[] {9, 9, /**/ 1, 2}, new float[] {0, 1}, 1, List.of("a", "b"));
        assertEquals(Optional.empty(), DataNotes.between("other", other, "tested", tested));
    }
}
