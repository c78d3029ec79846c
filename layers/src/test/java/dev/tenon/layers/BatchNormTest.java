package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchNormTest extends LayerContract {

    private static BatchNorm.Settings settings(double momentum, double epsilon) {
        return new BatchNorm.Settings(momentum, epsilon, Parts.ONES, Parts.ZEROS);
    }

    @Override
    protected Layer<?> layer() {
        return new BatchNorm();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("rows", settings(0.9, 1e-5), Shape.of(5, 3)).gives(Shape.of(5, 3)),
                example("images", settings(0.5, 1e-3), Shape.of(2, 3, 3, 2)).gives(Shape.of(2, 3, 3, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("one number a channel", settings(0.9, 1e-5), List.of(Shape.of(1, 4)), "larger batch", "[1, 4]"),
                refused("a vector", settings(0.9, 1e-5), List.of(Shape.of(4)), "batch-norm", "[4]"));
    }

    /** Channel 1 has mean 4 and variances 8 (by n) and 32/3 (by n - 1); channel 2 is constant. */
    private static final Tensor X = Tensor.of(Shape.of(4, 2), 0, 3, 4, 3, 4, 3, 8, 3);

    @Test
    void inTrainingTheBatchIsNormalised() {
        LayerRun run = LayerRun.training().with("gain", 3, 5).with("bias", 10, 20);
        Tensor y = run.apply(new BatchNorm(), settings(0.75, 1), X);
        // sqrt(8 + 1) is 3, so the gain of 3 leaves the differences as they are.
        assertArrayEquals(new float[] {6, 20, 10, 20, 10, 20, 14, 20}, y.array(), 1e-5f);
    }

    @Test
    void inTrainingTheRunningStatesMove() {
        LayerRun run = LayerRun.training();
        run.apply(new BatchNorm(), settings(0.75, 1), X);
        assertArrayEquals(new float[] {1, 0.75f}, run.state("running-mean"), 1e-6f);
        assertArrayEquals(new float[] {0.75f + 0.25f * 32 / 3, 0.75f}, run.state("running-variance"), 1e-6f);
    }

    @Test
    void inUseTheRunningStatesAreUsedAndStay() {
        LayerRun run = LayerRun.inUse()
                .with("gain", 3, 4)
                .with("bias", 10, 20)
                .with("running-mean", 4, 1)
                .with("running-variance", 8, 15);
        Tensor y = run.apply(new BatchNorm(), settings(0.75, 1), X);
        assertArrayEquals(new float[] {6, 22, 10, 22, 10, 22, 14, 22}, y.array(), 1e-5f);
        assertArrayEquals(new float[] {4, 1}, run.state("running-mean"));
        assertArrayEquals(new float[] {8, 15}, run.state("running-variance"));
    }

    /** Of images, a channel's statistics are over the batch and all its pixels. */
    @Test
    void pixelsCountAsExamples() {
        BatchNorm.Settings s = settings(0.9, 1e-5);
        Tensor rows = Tensor.of(Shape.of(4, 2), 1, 5, -2, 7, 0.5f, 1, 3, -4);
        Tensor images = new Tensor(Shape.of(2, 1, 2, 2), rows.numbers());
        assertArrayEquals(
                LayerRun.training().apply(new BatchNorm(), s, rows).array(),
                LayerRun.training().apply(new BatchNorm(), s, images).array(),
                1e-6f);
        assertEquals(
                Shape.of(2, 1, 2, 2),
                LayerRun.training().apply(new BatchNorm(), s, images).shape());
    }
}
