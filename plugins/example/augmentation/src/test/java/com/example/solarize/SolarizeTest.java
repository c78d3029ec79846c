package com.example.solarize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.augmentation.Change;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.testkit.AugmentationContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The suite checks that an example is changed to the same bits whatever is changed beside it; below is what is ours alone. */
final class SolarizeTest extends AugmentationContract {

    @Override
    protected Augmentation<?> augmentation() {
        return new Solarize();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new Solarize.Settings(0.5, 0.5), new Solarize.Settings(1, 0.2));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(); // @Range refuses what is wrong
    }

    @Test
    void brightPixelsAreInverted() {
        Shape image = Shape.of(1, 4, 1);
        Change change = new Solarize().draw(new Solarize.Settings(1, 0.5), image, new RandomStream(1, "test"));
        float[] pixels = {0, 0.25f, 0.75f, 1};
        assertInstanceOf(Change.Repaint.class, change).pixels().change(pixels, image, new RandomStream(2, "test"));
        assertArrayEquals(new float[] {0, 0.25f, 0.25f, 0}, pixels);
    }
}
