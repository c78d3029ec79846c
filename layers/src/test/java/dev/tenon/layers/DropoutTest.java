package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DropoutTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Dropout();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("rows", new Dropout.Settings(0.5), Shape.of(3, 5)).gives(Shape.of(3, 5)),
                example("images", new Dropout.Settings(0.2), Shape.of(2, 3, 3, 2))
                        .gives(Shape.of(2, 3, 3, 2)),
                example("nothing", new Dropout.Settings(0), Shape.of(3, 5)).gives(Shape.of(3, 5)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of();
    }

    @Test
    void inUseNothingChanges() {
        Tensor x = Tensor.counting(4, 5);
        assertEquals(x, LayerRun.inUse().apply(new Dropout(), new Dropout.Settings(0.9), x));
    }

    /** The part that is dropped is the rate, and the mean stays what it was. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.75})
    void inTrainingAPartIsDroppedAndTheRestScaledUp(double rate) {
        int count = 40_000;
        float[] twos = new float[count];
        java.util.Arrays.fill(twos, 2);
        Tensor y = LayerRun.training()
                .apply(new Dropout(), new Dropout.Settings(rate), Tensor.of(Shape.of(count / 8, 8), twos));
        int dropped = 0;
        for (float number : y.numbers()) {
            if (number == 0) {
                dropped++;
            } else {
                assertEquals(2 / (1 - rate), number, 1e-6);
            }
        }
        assertEquals(rate, (double) dropped / count, 4 * Math.sqrt(rate * (1 - rate) / count));
    }

    /** A number that is dropped is gone, even if it was infinite. */
    @Test
    void aDroppedNumberIsZeroWhateverItWas() {
        float[] infinite = new float[64];
        java.util.Arrays.fill(infinite, Float.POSITIVE_INFINITY);
        Tensor y = LayerRun.training()
                .apply(new Dropout(), new Dropout.Settings(0.5), Tensor.of(Shape.of(8, 8), infinite));
        assertTrue(y.numbers().contains(0f));
        assertTrue(y.numbers().stream().noneMatch(number -> Float.isNaN(number)));
    }
}
