package dev.tenon.plugins.datasets.pairs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.plugins.datasets.split.Counts;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestDatasetScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PairsTest extends DatasetContract {

    private static final Counts COUNTS = new Counts(300, 20, 100);

    @Override
    protected Dataset<?> dataset() {
        return new Pairs();
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
                "few",
                        Examples.of(Shape.of(1, 1, 1), new float[] {1, 2, 3})
                                .classes(new float[] {0, 1, 0}, List.of("0", "1"))
                                .split(Split.TRAIN, new int[] {0, 1, 2})
                                .build());
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                new Pairs.Settings(Sets.DIGITS, COUNTS, 0.5),
                new Pairs.Settings(Sets.DIGITS, new Counts(10, 0, 0), 1),
                new Pairs.Settings(Sets.DIGITS, new Counts(10, 0, 5), 0));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                Mistake.of("no classes", () -> load("signs"), "whose images have no class each"),
                Mistake.of(
                        "too few",
                        () -> load("few"),
                        "few has fewer than two classes of two images each in its train split"));
    }

    private Examples load(String from) throws IOException {
        return new Pairs()
                .load(
                        new TestDatasetScope(Sets.SEED, Path.of(""), others()),
                        new Pairs.Settings(new DatasetName(from), COUNTS, 0.5));
    }

    private static Examples load(double same) throws IOException {
        return new Pairs().load(Sets.scope(Sets.SEED, Sets.digits()), new Pairs.Settings(Sets.DIGITS, COUNTS, same));
    }

    @Test
    void aPairIsTwoImagesOfItsSplitWithTheirClasses() throws IOException {
        Examples digits = Sets.digits();
        Examples pairs = load(0.5);
        Column other = pairs.column("other").orElseThrow();
        Column label = pairs.column("label").orElseThrow();
        Column otherLabel = pairs.column("other-label").orElseThrow();
        for (Split split : pairs.splits()) {
            Set<Integer> own =
                    new HashSet<>(Arrays.stream(digits.split(split)).boxed().toList());
            for (int pair : pairs.split(split)) {
                int[] sources = pairs.sources(pair);
                assertEquals(2, sources.length, "two different images");
                assertTrue(own.contains(sources[0]) && own.contains(sources[1]));
                assertArrayEquals(digits.pixels(sources[0]), pairs.pixels(pair));
                assertArrayEquals(digits.pixels(sources[1]), other.rows(new int[] {pair}));
                assertEquals(digits.targets()[sources[0]], label.values()[pair]);
                assertEquals(digits.targets()[sources[1]], otherLabel.values()[pair]);
                assertEquals(label.values()[pair] == otherLabel.values()[pair], pairs.targets()[pair] > 0);
            }
        }
    }

    @Test
    void theFractionOfSamePairsIsAsAsked() throws IOException {
        int same = 0;
        for (float sign : load(0.5).targets()) {
            same += sign > 0 ? 1 : 0;
        }
        assertTrue(Math.abs(same - 210) < 50, same + " of 420");
        for (float sign : load(0).targets()) {
            assertEquals(-1f, sign);
        }
        for (float sign : load(1).targets()) {
            assertNotEquals(-1f, sign);
        }
    }
}
