package dev.tenon.plugins.datasets.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Column;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TwoDigitNumbersTest extends DatasetContract {

    private static final Counts COUNTS = new Counts(400, 60, 300);
    private static final List<Integer> RARE = List.of(2, 5);

    /** Without noise, at full contrast, with all columns: what each pixel is can be told from the digits. */
    private static final Examples PLAIN = load(Sets.SEED, settings("digits", 2, RARE, COUNTS, 1, NumberRange.of(1), 0));

    private static NumberSettings settings(
            String from,
            int unseen,
            List<Integer> rare,
            Counts counts,
            int others,
            NumberRange contrast,
            double noise) {
        return new NumberSettings(
                new DatasetName(from),
                new Size(20, 32),
                others,
                unseen,
                rare,
                counts,
                Span.of(List.of(1, 3)),
                2,
                contrast,
                noise,
                Optional.of(List.of(NumberColumn.values())));
    }

    private static NumberSettings noisy(int unseen, List<Integer> rare, Counts counts, int others) {
        return settings("digits", unseen, rare, counts, others, NumberRange.of(List.of(0.7, 1.0)), 0.1);
    }

    private static Examples load(long seed, NumberSettings settings) {
        try {
            return new TwoDigitNumbers().load(Sets.scope(seed, Sets.digits()), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Dataset<?> dataset() {
        return new TwoDigitNumbers();
    }

    @Override
    protected Map<String, Examples> others() {
        return Map.of(
                "digits",
                Sets.digits(),
                "signs",
                Examples.of(Shape.of(2, 2, 1), new float[8])
                        .signs(new float[] {1, -1}, List.of("1"))
                        .split(Split.TRAIN, new int[] {0, 1})
                        .build());
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                noisy(2, RARE, COUNTS, 1),
                noisy(0, List.of(), new Counts(100, 0, 0), 0),
                noisy(9, List.of(), new Counts(10, 5, 100), 2));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("no frequent pair", noisy(8, RARE, COUNTS, 1), "unseen takes 8", "rare 2", "none for frequent"),
                refused(
                        "rare pairs take all",
                        noisy(2, List.of(30, 5), COUNTS, 1),
                        "take 350 training scenes",
                        "60 frequent",
                        "train is 400",
                        "410"),
                refused("too many others", noisy(2, RARE, COUNTS, 20), "20 other digits", "20 x 32", "enlarge"),
                refused(
                        "digits without classes",
                        settings("signs", 0, List.of(), COUNTS, 0, NumberRange.of(1), 0),
                        "signs",
                        "no classes"),
                refused(
                        "more pixels than an array holds",
                        noisy(2, RARE, new Counts(4_000_000, 0, 0), 1),
                        "too many for memory"),
                Mistake.of("rare twice", () -> noisy(2, List.of(4, 4), COUNTS, 1), "rare names", "twice"),
                Mistake.of(
                        "a column twice",
                        () -> new NumberSettings(
                                Sets.DIGITS,
                                new Size(20, 32),
                                1,
                                2,
                                RARE,
                                COUNTS,
                                Span.of(1),
                                2,
                                NumberRange.of(1),
                                0,
                                Optional.of(List.of(NumberColumn.PARTS, NumberColumn.PARTS))),
                        "also names something twice"));
    }

    private static float[] column(Examples examples, String name) {
        return examples.column(name).orElseThrow().values();
    }

    private static String label(Examples examples, String name, int scene) {
        Column column = examples.column(name).orElseThrow();
        return column.names().get((int) column.values()[scene]);
    }

    /** What is drawn in a box, as text with the box's width: two images of the same ink have the same. */
    private static String ink(float[] pixels, int width, Annotation box) {
        StringBuilder ink = new StringBuilder().append(box.width());
        for (int row = box.top(); row < box.top() + box.height(); row++) {
            for (int column = box.left(); column < box.left() + box.width(); column++) {
                ink.append(' ').append(Math.round(16 * pixels[row * width + column]));
            }
        }
        return ink.toString();
    }

    /** The classes of all handwritten digits that look so. */
    private static Map<String, Set<Integer>> handwriting() {
        Examples digits = Sets.digits();
        Map<String, Set<Integer>> known = new HashMap<>();
        for (int i = 0; i < digits.size(); i++) {
            float[] pixels = digits.pixels(i);
            int top = 8;
            int left = 8;
            int bottom = 0;
            int right = 0;
            for (int pixel = 0; pixel < 64; pixel++) {
                if (pixels[pixel] > 0) {
                    top = Math.min(top, pixel / 8);
                    bottom = Math.max(bottom, pixel / 8);
                    left = Math.min(left, pixel % 8);
                    right = Math.max(right, pixel % 8);
                }
            }
            Annotation box = new Annotation("", 0, -1, top, left, bottom - top + 1, right - left + 1);
            known.computeIfAbsent(ink(pixels, 8, box), key -> new HashSet<>()).add((int) digits.targets()[i]);
        }
        return known;
    }

    @Test
    void theNumberIsWhatIsReadOffThePixels() {
        Map<String, Set<Integer>> handwriting = handwriting();
        for (int scene = 0; scene < PLAIN.size(); scene++) {
            List<Annotation> boxes = PLAIN.annotations(scene);
            List<Annotation> own = boxes.stream()
                    .filter(each -> each.level() == 1 && each.parent() == 0)
                    .toList();
            assertEquals(2, own.size());
            assertEquals(4, boxes.size());
            List<String> read = new ArrayList<>();
            for (Annotation box : own) {
                Set<Integer> classes =
                        handwriting.getOrDefault(ink(PLAIN.pixels(scene), 32, box), Collections.emptySet());
                assertEquals(1, classes.size(), "scene " + scene + ": " + box);
                read.add("" + classes.iterator().next());
            }
            Annotation left = own.get(0);
            Annotation right = own.get(1);
            int gap = right.left() - left.left() - left.width();
            assertTrue(gap >= 1 && gap <= 3, "scene " + scene + " has a gap of " + gap);
            assertEquals(label(PLAIN, "number", scene), read.get(0) + read.get(1));
            assertEquals(label(PLAIN, "left", scene), read.get(0));
            assertEquals(label(PLAIN, "right", scene), read.get(1));
            float[] digits = column(PLAIN, "digits");
            for (int digit = 0; digit < 10; digit++) {
                String name = "" + digit;
                boolean there = boxes.stream()
                        .anyMatch(box -> box.level() == 1 && box.label().equals(name));
                assertEquals(there ? 1f : -1f, digits[10 * scene + digit]);
            }
        }
    }

    @Test
    void masksAreWhereInkIs() {
        float[] digits = column(PLAIN, "digit-mask");
        float[] places = column(PLAIN, "place-mask");
        for (int scene = 0; scene < PLAIN.size(); scene++) {
            List<Annotation> boxes = PLAIN.annotations(scene).stream()
                    .filter(each -> each.level() == 1)
                    .toList();
            for (int pixel = 0; pixel < 640; pixel++) {
                int at = 640 * scene + pixel;
                float light = PLAIN.images()[at];
                assertEquals(light >= 0.25f, digits[at] > 0, "pixel " + at + " of light " + light);
                assertEquals(light >= 0.25f, places[at] > 0, "pixel " + at + " of light " + light);
                if (places[at] > 0) {
                    Annotation box = boxes.get((int) places[at] - 1);
                    assertTrue(pixel / 32 >= box.top()
                            && pixel / 32 < box.top() + box.height()
                            && pixel % 32 >= box.left()
                            && pixel % 32 < box.left() + box.width());
                    assertEquals(box.label(), "" + (int) (digits[at] - 1));
                }
            }
        }
    }

    @Test
    void partsAreWhereDigitsHaveTheirMiddles() {
        Column parts = PLAIN.column("parts").orElseThrow();
        assertEquals(Shape.of(10, 16, 10), parts.shape());
        for (int scene = 0; scene < PLAIN.size(); scene++) {
            float[] row = parts.rows(new int[] {scene});
            for (Annotation box : PLAIN.annotations(scene)) {
                if (box.level() == 1) {
                    int down = (2 * box.top() + box.height() - 1) / 4;
                    int across = (2 * box.left() + box.width() - 1) / 4;
                    assertEquals(1f, row[(down * 16 + across) * 10 + Integer.parseInt(box.label())]);
                }
            }
            float sum = 0;
            for (float each : row) {
                sum += each;
            }
            assertEquals(3f, sum);
        }
    }

    private static Map<String, Integer> numbers(Examples examples, Split split) {
        Map<String, Integer> counts = new HashMap<>();
        for (int scene : examples.split(split)) {
            counts.merge(label(examples, "number", scene), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void pairsAreFrequentRareOrUnseenAndEveryDigitIsInBothPlaces() {
        Map<String, Integer> trained = numbers(PLAIN, Split.TRAIN);
        Map<String, Integer> validated = numbers(PLAIN, Split.VALIDATION);
        Map<String, Integer> tested = numbers(PLAIN, Split.TEST);
        assertEquals(100, tested.size());
        assertTrue(tested.values().stream().allMatch(count -> count == 3));
        Map<String, int[]> ofKind = new HashMap<>();
        Map<String, String> kinds = new HashMap<>();
        for (int scene : PLAIN.split(Split.TEST)) {
            String kind = label(PLAIN, "kind", scene);
            String number = label(PLAIN, "number", scene);
            int count = trained.getOrDefault(number, 0);
            switch (kind) {
                case "unseen" -> {
                    assertEquals(0, count);
                    assertFalse(validated.containsKey(number));
                }
                case "rare" -> assertTrue(RARE.contains(count), number + ": " + count);
                // 400 scenes less 10 times 2 and 5, over 60 pairs.
                default -> assertTrue(count == 5 || count == 6, number + ": " + count);
            }
            if (kinds.put(number, kind) == null) {
                int[] places = ofKind.computeIfAbsent(kind, key -> new int[20]);
                places[number.charAt(0) - '0']++;
                places[10 + number.charAt(1) - '0']++;
            }
        }
        Map.of("unseen", 2, "rare", 2, "frequent", 6)
                .forEach((kind, each) -> assertTrue(
                        Arrays.stream(ofKind.getOrDefault(kind, new int[20])).allMatch(count -> count == each), kind));
    }

    @Test
    void aColumnOfAKindKnowsTheNumberOfPairsOfThatKindAlone() {
        Map<String, Integer> trained = numbers(PLAIN, Split.TRAIN);
        float[] numbers = column(PLAIN, "number");
        for (int scene = 0; scene < PLAIN.size(); scene++) {
            String kind = label(PLAIN, "kind", scene);
            int count = trained.getOrDefault(label(PLAIN, "number", scene), 0);
            for (String name : List.of("frequent", "rare", "unseen", "rare-2", "rare-5")) {
                boolean known = name.equals(kind) || (kind.equals("rare") && name.equals("rare-" + count));
                float value = column(PLAIN, name)[scene];
                assertEquals(known ? numbers[scene] : Float.NaN, value, name + " of scene " + scene);
            }
        }
    }

    @Test
    void noHandwritingIsInTrainingAndInTest() {
        Map<String, Split> splitOf = new HashMap<>();
        int shared = 0;
        Map<String, Set<Integer>> handwriting = handwriting();
        for (Split split : Split.values()) {
            for (int scene : PLAIN.split(split)) {
                for (Annotation box : PLAIN.annotations(scene)) {
                    if (box.level() == 1) {
                        String ink = ink(PLAIN.pixels(scene), 32, box);
                        assertTrue(handwriting.containsKey(ink));
                        Split other = splitOf.putIfAbsent(ink, split);
                        shared += other == null || other == split ? 0 : 1;
                    }
                }
            }
        }
        assertEquals(0, shared);
        assertTrue(splitOf.size() > 1000, splitOf.size() + " different images were looked at");
    }

    @Test
    void anotherSeedDrawsOtherPairsAndOtherScenes() {
        NumberSettings settings = noisy(2, RARE, COUNTS, 1);
        Examples one = load(1, settings);
        Examples other = load(2, settings);
        assertNotEquals(
                numbers(one, Split.TRAIN).keySet(), numbers(other, Split.TRAIN).keySet());
        Set<String> digests = new HashSet<>();
        for (Examples examples : List.of(one, other)) {
            for (int scene = 0; scene < examples.size(); scene++) {
                assertTrue(digests.add(Arrays.toString(examples.pixels(scene))));
            }
        }
    }

    @Test
    void golden() {
        assertEquals("a44dcc9c30361ec3", Sets.digest(load(Sets.SEED, noisy(2, RARE, COUNTS, 1))));
    }
}
