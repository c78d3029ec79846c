package com.example.truncatednormal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.training.Initializer;
import dev.tenon.testkit.InitializerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The suite checks how many numbers there are, that all are finite, and determinism; below is what is ours alone. */
final class TruncatedNormalTest extends InitializerContract {

    @Override
    protected Initializer<?> initializer() {
        return new TruncatedNormal();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new TruncatedNormal.Settings(0.05), new TruncatedNormal.Settings(1));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(); // @Range refuses what is wrong
    }

    @Test
    void noneIsBeyondTwiceTheSpread() {
        float[] values = new TruncatedNormal()
                .values(new TruncatedNormal.Settings(0.5), Shape.of(100, 100), new RandomStream(1, "test"));
        for (float value : values) {
            assertTrue(Math.abs(value) <= 1, "a number of " + value);
        }
    }
}
