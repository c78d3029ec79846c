package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.Split;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;
import dev.tenon.plugins.datasets.range.NumberRange;
import dev.tenon.plugins.datasets.range.Span;
import dev.tenon.plugins.datasets.split.Counts;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What a user sets of {@link DigitScenes}. */
public record SceneSettings(
        @Describe("the data set of digits: labelled images of one channel, bright on black")
        DatasetName from,

        @Describe("height and width of a scene, in pixels") @Default("[24, 40]") @Range(min = 1, max = 4096)
        Size canvas,

        @Describe("what to find, one label each: a digit (\"1\"), or two digits side by side (\"10\")")
        List<String> find,

        @Describe("number of digits in each scene") @Default("2") @Range(min = 1, max = 100)
        int digits,

        @Describe("for pairs: the kinds of hard negatives, taken in turn; [] for any two digits apart")
        @Default("[apart, reversed, overlapping, single, other-digits]")
        List<HardNegative> hardNegatives,

        @Describe("number of training, validation and test scenes")
        @Default("{train: 1024, validation: 256, test: 1024}")
        Counts examples,

        @Describe("where digits are placed: anywhere, or [top, left, height, width]; a digit lies entirely inside")
        @Default("anywhere")
        Region positions,

        @Describe("where they are placed in test scenes (default: as in the others)")
        Optional<Region> testPositions,

        @Describe("for pairs: columns between the two digits' ink, [smallest, largest]")
        @Default("[1, 3]")
        @Range(min = 0, max = 1000)
        Span gap,

        @Describe("for pairs: largest vertical offset between the digits, in rows")
        @Default("2")
        @Range(min = 0, max = 1000)
        int jitter,

        @Describe("factor on each digit's ink, [smallest, largest]")
        @Default("[0.7, 1]")
        @Range(min = 0, max = 1, above = true)
        NumberRange contrast,

        @Describe("factor on each digit's height and width, [smallest, largest]")
        @Default("1")
        @Range(min = 0.25, max = 16)
        NumberRange scale,

        @Describe("largest random brightness added to each pixel") @Default("0.1") @Range(min = 0, max = 1)
        double noise,

        @Describe(
                "further columns that a loss or a metric may name: mask (the class of each pixel), digits (which are"
                        + " there), digit (the class of the only one), centre (of the first thing to find; row and column, each from 0 to 1)")
        Optional<List<Also>> also) {

    public SceneSettings {
        find = List.copyOf(find);
        hardNegatives = List.copyOf(hardNegatives);
        if (find.isEmpty()) {
            throw new IllegalArgumentException("find is empty; name at least one digit or pair, such as [\"10\"]");
        }
        if (new HashSet<>(find).size() < find.size()) {
            throw new IllegalArgumentException("find names something twice: " + find);
        }
        if (also.isPresent() && new HashSet<>(also.get()).size() < also.get().size()) {
            throw new IllegalArgumentException("also names something twice");
        }
        if (new HashSet<>(hardNegatives).size() < hardNegatives.size()) {
            throw new IllegalArgumentException("hard-negatives names something twice");
        }
        checkOnCanvas("positions", positions, canvas);
        if (testPositions.isPresent()) {
            checkOnCanvas("test-positions", testPositions.get(), canvas);
        }
        // So that a run records where digits stood, in pixels.
        positions = positions.on(canvas);
        testPositions = Optional.of(testPositions.orElse(positions).on(canvas));
    }

    /** Where digits stand in the scenes of a split. */
    Region region(Split split) {
        return switch (split) {
            case TRAIN, VALIDATION -> positions;
            case TEST -> testPositions.orElse(positions);
        };
    }

    private static void checkOnCanvas(String key, Region region, Size canvas) {
        if (!region.fits(canvas)) {
            throw new IllegalArgumentException(
                    key + " " + region + " ([top, left, height, width]) reaches beyond the canvas of " + canvas.height()
                            + " x " + canvas.width() + " pixels");
        }
    }
}
