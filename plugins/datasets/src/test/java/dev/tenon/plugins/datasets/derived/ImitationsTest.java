package dev.tenon.plugins.datasets.derived;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ImitationsTest extends DatasetContract {

    @Override
    protected Dataset<?> dataset() {
        return new Imitations();
    }

    @Override
    protected Map<String, Examples> others() {
        return Map.of("digits", Sets.digits());
    }

    @Override
    protected List<Record> settings() {
        return List.of(new Imitations.Settings(Sets.DIGITS, 0.5), new Imitations.Settings(Sets.DIGITS, 0));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of();
    }

    private static Set<Float> lights(float[] pixels) {
        Set<Float> lights = new TreeSet<>();
        for (float pixel : pixels) {
            lights.add(pixel);
        }
        return lights;
    }

    @Test
    void imitationsAreOfTheImagesOwnPixelsAndTheOthersAreAsTheyWere() throws IOException {
        Examples digits = Sets.digits();
        Examples mixed =
                new Imitations().load(Sets.scope(Sets.SEED, digits), new Imitations.Settings(Sets.DIGITS, 0.4));
        Column real = mixed.column("real").orElseThrow();
        int imitations = 0;
        int changed = 0;
        for (int i = 0; i < mixed.size(); i++) {
            if (real.rows(new int[] {i})[0] > 0) {
                assertArrayEquals(digits.pixels(i), mixed.pixels(i));
            } else {
                imitations++;
                changed += Arrays.equals(digits.pixels(i), mixed.pixels(i)) ? 0 : 1;
                assertEquals(Set.of(), difference(lights(mixed.pixels(i)), lights(digits.pixels(i))));
            }
        }
        assertEquals(0.4, (double) imitations / mixed.size(), 0.04);
        assertEquals(1.0, (double) changed / imitations, 0.01);
        assertArrayEquals(digits.targets(), mixed.targets());
    }

    private static Set<Float> difference(Set<Float> some, Set<Float> others) {
        Set<Float> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }
}
