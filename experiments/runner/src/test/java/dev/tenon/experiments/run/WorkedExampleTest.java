package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The catalog's convolution by hand: all numbers are known. */
final class WorkedExampleTest {

    @Test
    void theFilterAnswersAsOnPaper() throws IOException {
        ExperimentResult result = Trials.run(catalog("convolution-by-hand.yaml"));
        TrialRecord trial = result.trials().getFirst();
        assertEquals(TrialRecord.Status.COMPLETED, trial.status(), trial.message());
        assertEquals(1.0, trial.metrics().get("test.accuracy"));
        Features features = result.features().getFirst();
        assertEquals(2, features.count());
        int diamond = features.targets().indexOf("has diamond");
        assertEquals(1 - diamond, features.targets().indexOf("no diamond"));
        Features.LayerFeatures answers = features.layers().getFirst();
        assertEquals("answers", answers.id());
        assertEquals(Shape.of(2, 3, 3, 1), answers.shape());
        assertArrayEquals(
                new float[] {-1, 5, -5, 3, -5, 9, -1, 5, -5},
                Arrays.copyOfRange(answers.values(), diamond * 9, diamond * 9 + 9));
        assertEquals(9, features.layers().get(1).values()[diamond], "the largest activation");
        assertEquals(1, features.outputs()[diamond], "nine less the threshold of eight");
        assertEquals(List.of(), trial.last().losses());
    }

    private static String catalog(String name) throws IOException {
        return Files.readString(Path.of("../catalog", name));
    }
}
