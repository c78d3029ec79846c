package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.augmentation.Change;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.NoSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** Augmentations that are not as they should be are found. */
final class AugmentationsFindMistakesTest {

    private interface Draw {
        Change of(RandomStream random);
    }

    @Type("drawn")
    private record Drawn(Draw draw) implements Augmentation<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Change draw(NoSettings settings, Shape image, RandomStream random) {
            return draw.of(random);
        }
    }

    private static List<String> failures(Draw draw) {
        AugmentationContract suite = new AugmentationContract() {
            @Override
            protected Augmentation<?> augmentation() {
                return new Drawn(draw);
            }

            @Override
            protected List<? extends Record> settings() {
                return List.of(new NoSettings());
            }

            @Override
            protected List<Mistake> mistakes() {
                return List.of();
            }
        };
        List<String> messages = new ArrayList<>();
        for (DynamicTest test : suite.settingsWork().toList()) {
            try {
                test.getExecutable().execute();
            } catch (Throwable e) {
                messages.add(String.valueOf(e.getMessage()));
            }
        }
        return messages;
    }

    private static void found(Draw draw, String words) {
        List<String> messages = failures(draw);
        assertTrue(messages.stream().anyMatch(each -> each.contains(words)), () -> words + " in " + messages);
    }

    private static Change shifted(double by) {
        return Change.move((down, across) -> new Change.Place(down + by, across));
    }

    @Test
    void oneThatIsRight() {
        assertTrue(failures(random -> shifted(random.nextInt(3))).isEmpty());
    }

    @Test
    void oneThatChangesNothing() {
        found(random -> Change.nothing(), "some of 40 examples is changed");
    }

    @Test
    void oneThatCountsItsExamples() {
        AtomicInteger calls = new AtomicInteger();
        found(random -> shifted(calls.incrementAndGet() % 7), "examples changed from the last to the first");
    }

    @Test
    void oneWhosePlacesAreDrawnWhenTheyAreAskedFor() {
        found(
                random -> Change.move((down, across) -> new Change.Place(down, across + random.nextInt(2))),
                "a place that was asked for again");
    }

    @Test
    void oneThatGivesNoNumber() {
        found(random -> Change.repaint((pixels, shape, drawn) -> pixels[0] /= 0), "a pixel is a number");
    }
}
