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

final class StandardizeTest extends DatasetContract {

    @Override
    protected Dataset<?> dataset() {
        return new Standardize();
    }

    @Override
    protected Map<String, Examples> others() {
        return Map.of(
                "digits", Sets.digits(),
                "flat",
                        Examples.of(Shape.of(1, 1, 2), new float[] {1, 3, 2, 3})
                                .signs(new float[] {1, -1}, List.of("x"))
                                .split(Split.TRAIN, new int[] {0, 1})
                                .build());
    }

    @Override
    protected List<Record> settings() {
        return List.of(new Standardize.Settings(new DatasetName("digits")));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused(
                "a channel without contrast",
                new Standardize.Settings(new DatasetName("flat")),
                "channel 1",
                "flat",
                "one value"));
    }
}
