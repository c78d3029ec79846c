package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DetectionByPositionTest {

    private static final List<Annotation> BOX = List.of(new Annotation("ten", 0, -1, 2, 4, 3, 2));

    /** Image 0 is for training; 1 and 3 have a ten, and only 3 says where else; 2 has none. */
    private static Examples examples() {
        return Examples.of(Shape.of(1, 1, 1), new float[4])
                .signs(new float[] {1, 1, -1, 1}, List.of("ten"))
                .annotations(List.of(
                        BOX,
                        BOX,
                        BOX,
                        List.of(new Annotation("one", 1, 1, 0, 0, 1, 1), new Annotation("ten", 0, -1, 0, 0, 5, 5))))
                .split(Split.TRAIN, new int[] {0})
                .split(Split.TEST, new int[] {1, 2, 3})
                .build();
    }

    private static void add(DetectionByPosition spots, Examples examples, float[]... scores) {
        Arrays.stream(scores).forEach(each -> spots.add(examples, each));
    }

    private static List<Features.Spot> spots(Examples examples, float[]... scores) {
        DetectionByPosition spots = new DetectionByPosition();
        add(spots, examples, scores);
        return spots.all();
    }

    @Test
    void seedsWithTestExamplesOfTheirOwnHaveSpotsOfTheirOwn() {
        DetectionByPosition spots = new DetectionByPosition();
        add(spots, examples(), new float[][] {{1, 1, -1}, {2, -1, 3}});
        add(spots, examples(), new float[] {-1, 1, 1});
        assertEquals(
                List.of(1.0, 0.5, 0.0, 1.0),
                spots.all().stream().map(Features.Spot::detected).toList());
    }

    @Test
    void spotsAreTheCentresOfWhatIsThereAndHowOftenItIsFound() {
        List<Features.Spot> spots = spots(examples(), new float[][] {
            {1, 1, -1},
            {2, -1, 3},
            {0.5f, -1, -2},
            {0, 1, -1}
        });
        assertEquals(List.of(new Features.Spot(3.5, 5, 0.75), new Features.Spot(2.5, 2.5, 0.25)), spots);
    }

    @Test
    void withTwoOutputsTheSecondOneMeansPresent() {
        List<Features.Spot> spots = spots(examples(), new float[] {1, 2, 0, 0, 3, 2.5f});
        assertEquals(
                List.of(1.0, 0.0), spots.stream().map(Features.Spot::detected).toList());
    }

    @Test
    void withoutTrialsOrThingsThereAreNone() {
        assertEquals(List.of(), new DetectionByPosition().all());
        Examples classes = Examples.of(Shape.of(1, 1, 1), new float[1])
                .classes(new float[] {0}, List.of("a"))
                .split(Split.TEST, new int[] {0})
                .build();
        assertEquals(List.of(), spots(classes, new float[] {1}));
    }
}
