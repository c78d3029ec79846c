package com.example.stripes;

import dev.tenon.api.data.Dataset;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import java.util.List;

/** The suite checks numbers, splits, annotations, and that two loads give the same bits. */
final class StripesTest extends DatasetContract {

    @Override
    protected Dataset<?> dataset() {
        return new Stripes();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new Stripes.Settings(40, 6, 0.2), new Stripes.Settings(4, 2, 0));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused("too many", new Stripes.Settings(100_000, 512, 0.2), "images", "fewer"));
    }
}
