package dev.tenon.testkit;

import dev.tenon.api.data.Dataset;
import dev.tenon.testkit.sample.Stripes;
import java.util.List;

/** The dataset suite on a dataset that keeps it. */
final class StripesTest extends DatasetContract {
    @Override
    protected Dataset<?> dataset() {
        return new Stripes();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new Stripes.Settings(20, 5), new Stripes.Settings(2, 1));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused("one image", new Stripes.Settings(1, 5), "images", "at least 2"));
    }
}
