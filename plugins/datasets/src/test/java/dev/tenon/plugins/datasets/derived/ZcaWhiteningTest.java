package dev.tenon.plugins.datasets.derived;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import java.util.Map;

final class ZcaWhiteningTest extends DatasetContract {

    @Override
    protected Dataset<?> dataset() {
        return new ZcaWhitening();
    }

    @Override
    protected Map<String, Examples> others() {
        float[] broken = new float[8];
        broken[3] = Float.POSITIVE_INFINITY;
        return Map.of(
                "digits", Sets.digits(),
                "large",
                        Examples.of(Shape.of(65, 64, 1), new float[2 * 65 * 64])
                                .signs(new float[] {1, -1}, List.of("x"))
                                .split(Split.TRAIN, new int[] {0, 1})
                                .build(),
                "untrained",
                        Examples.of(Shape.of(2, 2, 1), new float[8])
                                .signs(new float[] {1, -1}, List.of("x"))
                                .split(Split.TEST, new int[] {0, 1})
                                .build(),
                "broken",
                        Examples.of(Shape.of(2, 2, 1), broken)
                                .signs(new float[] {1, -1}, List.of("x"))
                                .split(Split.TRAIN, new int[] {0, 1})
                                .build());
    }

    private static ZcaWhitening.Settings from(String name) {
        return new ZcaWhitening.Settings(new DatasetName(name), 0.01);
    }

    @Override
    protected List<Record> settings() {
        return List.of(from("digits"));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("too large", from("large"), "large", "4160", "4096"),
                refused("nothing to learn from", from("untrained"), "untrained", "no images to train on"),
                refused("an infinite pixel", from("broken"), "not a finite number"),
                refused("an unknown data set", from("digist"), "digist"));
    }
}
