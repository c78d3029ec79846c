package dev.tenon.plugins.datasets.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.data.Examples;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.plugins.datasets.split.Counts;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A pair cannot be told from a near miss by how much ink there is or where its middle lies. */
final class SceneCuesTest {

    private static final Examples SCENES = SceneSets.load(
            SceneSets.plain(SceneSets.settings(List.of("10"), 2, new Counts(4000, 0, 0))), Sets.digits());

    /** The chance that a pair has more of something than a near miss, by all couples of scenes; 0.5 says nothing. */
    private static double auroc(String kind, ToDoubleFunction<float[]> cue) {
        double[] pairs = cues(true, kind, cue);
        double[] misses = cues(false, kind, cue);
        double wins = 0;
        for (double pair : pairs) {
            for (double miss : misses) {
                wins += pair > miss ? 1 : pair == miss ? 0.5 : 0;
            }
        }
        return wins / pairs.length / misses.length;
    }

    private static double[] cues(boolean positive, String kind, ToDoubleFunction<float[]> cue) {
        return IntStream.range(0, SCENES.size())
                .filter(i -> SCENES.targets()[i] > 0 == positive)
                .filter(i -> positive
                        || kind.isEmpty()
                        || SCENES.annotations(i).getFirst().label().equals(kind))
                .mapToDouble(i -> cue.applyAsDouble(SCENES.pixels(i)))
                .toArray();
    }

    private static double ink(float[] pixels) {
        double sum = 0;
        for (float pixel : pixels) {
            sum += pixel;
        }
        return sum;
    }

    private static double middle(float[] pixels, boolean across) {
        double sum = 0;
        for (int i = 0; i < pixels.length; i++) {
            sum += pixels[i] * (across ? i % 40 : i / 40);
        }
        return sum / ink(pixels);
    }

    // With 2,000 pairs and 400 misses of a kind, the standard error of an AUROC of 0.5 is 0.016; with 2,000, 0.009.

    @Test
    void inkSaysNothing() {
        assertEquals(0.5, auroc("", SceneCuesTest::ink), 0.07);
        for (String kind : List.of("apart", "reversed")) {
            assertEquals(0.5, auroc(kind, SceneCuesTest::ink), 0.05, kind);
        }
    }

    @Test
    void theMiddleOfTheInkSaysNothing() {
        for (String kind : List.of("apart", "reversed", "overlapping", "single", "other-digits")) {
            assertEquals(0.5, auroc(kind, pixels -> middle(pixels, true)), 0.05, kind);
            assertEquals(0.5, auroc(kind, pixels -> middle(pixels, false)), 0.05, kind);
        }
    }
}
