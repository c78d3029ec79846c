package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.settings.Size;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.plugins.datasets.range.NumberRange;
import dev.tenon.plugins.datasets.range.Span;
import dev.tenon.plugins.datasets.split.Counts;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class DigitScenesTest extends DatasetContract {

    private static final Counts COUNTS = new Counts(60, 20, 40);

    @Override
    protected Dataset<?> dataset() {
        return new DigitScenes();
    }

    @Override
    protected Map<String, Examples> others() {
        return Map.of(
                "digits", Sets.digits(),
                "signs",
                        Examples.of(Shape.of(2, 2, 1), new float[8])
                                .signs(new float[] {1, -1}, List.of("1"))
                                .split(Split.TRAIN, new int[] {0, 1})
                                .build(),
                "colour",
                        Examples.of(Shape.of(1, 1, 3), new float[6])
                                .classes(new float[] {0, 1}, List.of("0", "1"))
                                .split(Split.TRAIN, new int[] {0, 1})
                                .build(),
                "few",
                        Examples.of(Shape.of(1, 1, 1), new float[] {1, 1, 1})
                                .classes(new float[] {0, 1, 0}, List.of("0", "1"))
                                .split(Split.TRAIN, new int[] {0, 1})
                                .split(Split.TEST, new int[] {2})
                                .build());
    }

    private static SceneSettings from(String name, Counts counts) {
        SceneSettings as = SceneSets.settings(List.of("1"), 1, counts);
        return new SceneSettings(
                new DatasetName(name),
                as.canvas(),
                as.find(),
                as.digits(),
                as.hardNegatives(),
                counts,
                as.positions(),
                as.testPositions(),
                as.gap(),
                as.jitter(),
                as.contrast(),
                as.scale(),
                as.noise(),
                Optional.empty());
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                SceneSets.also(SceneSets.settings(List.of("1"), 2, COUNTS), Also.CENTRE, Also.MASK, Also.DIGITS),
                SceneSets.settings(List.of("10"), 2, COUNTS),
                SceneSets.settings(List.of("0", "1"), 2, COUNTS),
                SceneSets.settings(List.of("1"), 1, COUNTS),
                SceneSets.settings(List.of("10", "27", "3"), 4, COUNTS),
                SceneSets.settings(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), 3, COUNTS),
                SceneSets.against(
                        SceneSets.settings(List.of("11"), 2, COUNTS), List.of(), NumberRange.of(List.of(0.5, 1.5))),
                SceneSets.at(
                        SceneSets.settings(List.of("1"), 1, COUNTS),
                        new Size(20, 36),
                        Region.of(List.of(0, 0, 20, 18)),
                        Optional.of(Region.named("anywhere"))),
                SceneSets.settings(List.of("10"), 2, new Counts(3, 0, 0)));
    }

    @Override
    protected List<Mistake> mistakes() {
        SceneSettings pair = SceneSets.settings(List.of("10"), 2, COUNTS);
        Size canvas = new Size(24, 40);
        return List.of(
                refused("no such digit", SceneSets.settings(List.of("x"), 2, COUNTS), "\"x\"", "0, 1, 2"),
                refused("three digits", SceneSets.settings(List.of("100"), 3, COUNTS), "\"100\""),
                refused("a pair of one digit", SceneSets.settings(List.of("10"), 1, COUNTS), "digits: 1", "at least 2"),
                refused("digits without classes", from("signs", COUNTS), "signs", "no classes"),
                refused("coloured digits", from("colour", COUNTS), "colour", "several channels"),
                refused("a split without a digit", from("few", new Counts(1, 0, 1)), "few", "image of 1", "test"),
                refused(
                        "a region too small for two",
                        SceneSets.at(pair, canvas, Region.of(List.of(0, 0, 8, 9)), Optional.empty()),
                        "train",
                        "[0, 0, 8, 9]",
                        "enlarge"),
                refused(
                        "a canvas smaller than a digit",
                        SceneSets.at(pair, new Size(4, 4), Region.named("anywhere"), Optional.empty()),
                        "canvas of 4 x 4"),
                refused("too many digits", SceneSets.settings(List.of("1"), 50, COUNTS), "50 digits"),
                refused(
                        "more pixels than an array holds",
                        SceneSets.at(
                                SceneSets.settings(List.of("1"), 1, new Counts(1_000_000, 0, 0)),
                                new Size(100, 100),
                                Region.named("anywhere"),
                                Optional.empty()),
                        "too many for memory"),
                Mistake.of(
                        "a region beyond the canvas",
                        () -> SceneSets.at(pair, canvas, Region.of(List.of(0, 30, 24, 11)), Optional.empty()),
                        "positions [0, 30, 24, 11]",
                        "24 x 40"),
                Mistake.of(
                        "a test region beyond the canvas",
                        () -> SceneSets.at(
                                pair,
                                canvas,
                                Region.named("anywhere"),
                                Optional.of(Region.of(List.of(Integer.MAX_VALUE, 0, Integer.MAX_VALUE, 1)))),
                        "test-positions"),
                Mistake.of("nothing to find", () -> SceneSets.settings(List.of(), 2, COUNTS), "find is empty"),
                Mistake.of("the same twice", () -> SceneSets.settings(List.of("1", "1"), 2, COUNTS), "find", "twice"),
                Mistake.of(
                        "the same kind twice",
                        () -> SceneSets.against(
                                pair, List.of(HardNegative.APART, HardNegative.APART), NumberRange.of(1)),
                        "hard-negatives",
                        "twice"),
                Mistake.of("a region in words", () -> Region.named("left"), "anywhere", "left"),
                Mistake.of("a region of three", () -> Region.of(List.of(1, 2, 3)), "[1, 2, 3]"),
                Mistake.of("a flat region", () -> Region.of(List.of(1, 2, 0, 3)), "0 x 3"),
                Mistake.of("a reversed range", () -> Span.of(List.of(3, 1)), "[3, 1]", "lesser number first"),
                Mistake.of("a range of three", () -> Span.of(List.of(1, 2, 3)), "[1, 2, 3]"),
                Mistake.of(
                        "a reversed interval",
                        () -> NumberRange.of(List.of(1.0, 0.5)),
                        "[1.0, 0.5]",
                        "lesser number first"));
    }
}
