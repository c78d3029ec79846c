package dev.tenon.plugins.datasets.scenes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.settings.Size;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.plugins.datasets.range.NumberRange;
import dev.tenon.plugins.datasets.split.Counts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is in the scenes, against the digits they are said to be made of. */
final class SceneContentTest {

    private static final Counts COUNTS = new Counts(200, 100, 200);

    private static List<Annotation> digits(Examples scenes, int scene) {
        return scenes.annotations(scene).stream()
                .filter(each -> each.level() == 1)
                .toList();
    }

    /** The ink of a digit of the source, cut to its box, row by row. */
    private static List<Float> ink(Examples digits, int image) {
        Glyph glyph = Glyph.cut(0, digits.pixels(image), 8, 8, new int[0]).orElseThrow();
        List<Float> ink = new ArrayList<>();
        for (float pixel : glyph.ink()) {
            ink.add(pixel);
        }
        ink.add((float) glyph.width());
        return ink;
    }

    private static List<Float> crop(Examples scenes, int scene, Annotation box) {
        List<Float> ink = new ArrayList<>();
        int width = scenes.image().dim(1);
        for (int row = box.top(); row < box.top() + box.height(); row++) {
            for (int column = box.left(); column < box.left() + box.width(); column++) {
                ink.add(scenes.pixels(scene)[row * width + column]);
            }
        }
        ink.add((float) box.width());
        return ink;
    }

    /**
     * Not by what the scenes say of themselves: each digit's pixels are looked up among all digits there are, and those that look so
     * belong to the split of the scene, have the class of the annotation, and are named as the scene's source.
     */
    @Test
    void everyDigitIsRealHandwritingOfItsOwnSplit() {
        Examples digits = Sets.digits();
        Map<List<Float>, List<Integer>> byInk = new HashMap<>();
        for (int i = 0; i < digits.size(); i++) {
            byInk.computeIfAbsent(ink(digits, i), key -> new ArrayList<>()).add(i);
        }
        Map<Split, Set<Integer>> ofSplit = new HashMap<>();
        for (Split split : Split.values()) {
            ofSplit.put(
                    split,
                    new HashSet<>(Arrays.stream(digits.split(split)).boxed().toList()));
        }
        SceneSettings settings = SceneSets.plain(SceneSets.settings(List.of("10"), 3, COUNTS));
        Examples scenes = SceneSets.load(settings, digits);
        int looked = 0;
        for (Split split : Split.values()) {
            for (int scene : scenes.split(split)) {
                if (scenes.annotations(scene).getFirst().label().equals("overlapping")) {
                    continue;
                }
                List<Integer> sources =
                        Arrays.stream(scenes.sources(scene)).boxed().toList();
                for (Annotation digit : digits(scenes, scene)) {
                    List<Integer> alike = byInk.getOrDefault(crop(scenes, scene, digit), List.of());
                    assertTrue(
                            alike.stream()
                                    .anyMatch(image -> sources.contains(image)
                                            && ofSplit.getOrDefault(split, Set.of())
                                                    .contains(image)
                                            && digits.names()
                                                    .get((int) digits.targets()[image])
                                                    .equals(digit.label())),
                            "scene " + scene + " of " + split + ": " + digit + " looks like " + alike);
                    looked++;
                }
            }
        }
        assertTrue(looked > 1200, looked + " digits looked at");
    }

    @Test
    void noTwoSplitsShareADigit() {
        Examples scenes = SceneSets.load(SceneSets.settings(List.of("10"), 4, COUNTS), Sets.digits());
        Map<Integer, Split> splitOf = new HashMap<>();
        for (Split split : Split.values()) {
            for (int scene : scenes.split(split)) {
                int[] sources = scenes.sources(scene);
                assertTrue(sources.length > 1 && sources.length <= 4, Arrays.toString(sources));
                for (int source : sources) {
                    Split other = splitOf.putIfAbsent(source, split);
                    assertTrue(other == null || other == split, source + " is in " + other + " and " + split);
                }
            }
        }
    }

    @Test
    void nothingIsDrawnOutsideTheBoxes() {
        Examples scenes = SceneSets.load(SceneSets.plain(SceneSets.settings(List.of("10"), 2, COUNTS)), Sets.digits());
        for (int scene = 0; scene < scenes.size(); scene++) {
            float[] pixels = scenes.pixels(scene);
            for (int i = 0; i < pixels.length; i++) {
                int row = i / 40;
                int column = i % 40;
                boolean inside = digits(scenes, scene).stream()
                        .anyMatch(box -> row >= box.top()
                                && row < box.top() + box.height()
                                && column >= box.left()
                                && column < box.left() + box.width());
                assertTrue(inside ? pixels[i] <= 1 : pixels[i] == 0, "scene " + scene + ", pixel " + i);
            }
        }
    }

    @Test
    void aPairIsThereWhereTheLabelSaysSo() {
        Examples scenes = SceneSets.load(SceneSets.settings(List.of("10"), 3, COUNTS), Sets.digits());
        Map<String, Integer> kinds = new HashMap<>();
        for (int scene = 0; scene < scenes.size(); scene++) {
            boolean found = false;
            List<Annotation> digits = digits(scenes, scene);
            assertEquals(3, digits.size());
            for (Annotation one : digits) {
                for (Annotation zero : digits) {
                    int gap = zero.left() - one.left() - one.width();
                    int step = Math.abs(2 * one.top() + one.height() - 2 * zero.top() - zero.height());
                    found |= one.label().equals("1") && zero.label().equals("0") && gap >= 1 && gap <= 3 && step <= 5;
                }
            }
            assertEquals(found ? 1f : -1f, scenes.targets()[scene], "scene " + scene + ": " + digits);
            String kind = scenes.annotations(scene).getFirst().label();
            assertEquals(found, kind.equals("10"));
            kinds.merge(kind, 1, Integer::sum);
        }
        assertEquals(
                Map.of("10", 250, "apart", 50, "reversed", 50, "overlapping", 50, "single", 50, "other-digits", 50),
                kinds);
    }

    @Test
    void eachKindOfNearMissIsWhatItSays() {
        Examples scenes = SceneSets.load(SceneSets.settings(List.of("10"), 2, COUNTS), Sets.digits());
        for (int scene = 0; scene < scenes.size(); scene++) {
            Annotation group = scenes.annotations(scene).getFirst();
            Annotation first = digits(scenes, scene).get(0);
            Annotation second = digits(scenes, scene).get(1);
            assertEquals(0, first.parent());
            assertEquals(0, second.parent());
            List<String> labels = List.of(first.label(), second.label());
            int gap = Math.max(first.left(), second.left())
                    - Math.min(first.left() + first.width(), second.left() + second.width());
            switch (group.label()) {
                case "10" -> assertEquals(List.of("1", "0"), labels);
                case "apart" -> assertEquals(List.of("1", "0"), labels);
                case "reversed" -> {
                    assertEquals(List.of("0", "1"), labels);
                    assertTrue(gap >= 1 && gap <= 3 && first.left() < second.left());
                }
                case "overlapping" -> {
                    assertEquals(List.of("1", "0"), labels);
                    assertTrue(-gap >= Math.min(first.width(), second.width()) / 2);
                }
                case "single" -> assertTrue(labels.contains("1") != labels.contains("0"), labels.toString());
                case "other-digits" -> {
                    assertTrue(
                            !labels.equals(List.of("1", "0")) && !labels.equals(List.of("0", "1")), labels.toString());
                    assertTrue(gap >= 1 && gap <= 3);
                }
                default -> throw new AssertionError(group.label());
            }
        }
    }

    @Test
    void eachDigitToFindIsInHalfOfTheScenes() {
        Examples scenes = SceneSets.load(SceneSets.settings(List.of("0", "1"), 2, COUNTS), Sets.digits());
        int both = 0;
        for (int scene = 0; scene < scenes.size(); scene++) {
            List<String> labels =
                    digits(scenes, scene).stream().map(Annotation::label).toList();
            assertEquals(2, labels.size());
            assertEquals(labels.contains("0") ? 1f : -1f, scenes.targets()[2 * scene]);
            assertEquals(labels.contains("1") ? 1f : -1f, scenes.targets()[2 * scene + 1]);
            both += labels.contains("0") && labels.contains("1") ? 1 : 0;
        }
        for (int scene = 0; scene < scenes.size(); scene += 2) {
            assertEquals(-scenes.targets()[2 * scene], scenes.targets()[2 * scene + 2]);
            assertEquals(-scenes.targets()[2 * scene + 1], scenes.targets()[2 * scene + 3]);
        }
        // Of 250 pairs of scenes half have one with both; the standard error is 8.
        assertEquals(125.0, both, 32);
    }

    @Test
    void digitsStandInTheirRegion() {
        SceneSettings settings = SceneSets.at(
                SceneSets.settings(List.of("1"), 1, COUNTS),
                new Size(20, 36),
                Region.of(List.of(2, 3, 10, 15)),
                Optional.of(Region.of(List.of(9, 18, 11, 18))));
        Examples scenes = SceneSets.load(settings, Sets.digits());
        for (Split split : Split.values()) {
            boolean test = split == Split.TEST;
            for (int scene : scenes.split(split)) {
                Annotation digit = digits(scenes, scene).getFirst();
                int top = test ? 9 : 2;
                int left = test ? 18 : 3;
                assertTrue(digit.top() >= top && digit.top() + digit.height() <= (test ? 20 : 12), digit.toString());
                assertTrue(digit.left() >= left && digit.left() + digit.width() <= (test ? 36 : 18), digit.toString());
            }
        }
    }

    @Test
    void everyPlaceIsAsLikely() {
        Examples scenes = SceneSets.load(SceneSets.settings(List.of("1"), 1, new Counts(4000, 0, 0)), Sets.digits());
        int[] quarters = new int[4];
        int positives = 0;
        for (int scene = 0; scene < scenes.size(); scene++) {
            if (scenes.targets()[scene] > 0) {
                Annotation digit = digits(scenes, scene).getFirst();
                double middle = (digit.left() + digit.width() / 2.0 - 4) / 32;
                quarters[(int) Math.max(0, Math.min(3, middle * 4))]++;
                positives++;
            }
        }
        assertEquals(2000, positives);
        for (int count : quarters) {
            // A share of a quarter, but for a digit being narrower than 8; the standard error is 19.
            assertEquals(500.0, count, 110);
        }
    }

    @Test
    void moreScenesLeaveTheFirstAsTheyAre() {
        Examples few = SceneSets.load(SceneSets.settings(List.of("10"), 2, new Counts(10, 4, 6)), Sets.digits());
        Examples many = SceneSets.load(SceneSets.settings(List.of("10"), 2, COUNTS), Sets.digits());
        for (Split split : Split.values()) {
            for (int i = 0; i < few.split(split).length; i++) {
                int one = few.split(split)[i];
                int other = many.split(split)[i];
                assertArrayEquals(few.pixels(one), many.pixels(other));
                assertEquals(few.targets()[one], many.targets()[other]);
                assertEquals(few.annotations(one), many.annotations(other));
            }
        }
    }

    @Test
    void scaledDigitsHaveTheirSize() {
        Examples scenes = SceneSets.load(
                SceneSets.against(SceneSets.settings(List.of("1"), 1, COUNTS), SceneSets.ALL, NumberRange.of(2)),
                Sets.digits());
        for (int scene = 0; scene < scenes.size(); scene++) {
            Annotation digit = digits(scenes, scene).getFirst();
            assertTrue(digit.height() % 2 == 0 && digit.height() >= 12 && digit.height() <= 16, digit.toString());
        }
    }

    @Test
    void golden() {
        assertEquals(
                "d73e85d7824c8f91",
                Sets.digest(SceneSets.load(SceneSets.settings(List.of("10"), 2, COUNTS), Sets.digits())));
        assertEquals(
                "89fc116724cb0257",
                Sets.digest(SceneSets.load(
                        SceneSets.against(
                                SceneSets.settings(List.of("0", "1"), 3, COUNTS),
                                SceneSets.ALL,
                                NumberRange.of(List.of(0.8, 1.3))),
                        Sets.digits())));
    }
}
