package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.reference.ReferenceEvaluator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GlobalMaxPoolTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new GlobalMaxPool();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("images", Parts.NONE, Shape.of(2, 3, 4, 3)).gives(Shape.of(2, 3)),
                example("one pixel", Parts.NONE, Shape.of(2, 1, 1, 4)).gives(Shape.of(2, 4)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused("rows", Parts.NONE, List.of(Shape.of(2, 4)), "global-max-pool", "[2, 4]"));
    }

    @Test
    void theLargestOfEachChannel() {
        assertEquals(
                Tensor.of(Shape.of(1, 2), 7, -1),
                LayerRun.inUse()
                        .apply(
                                new GlobalMaxPool(),
                                Parts.NONE,
                                Tensor.of(Shape.of(1, 2, 2, 2), 7, -1, 3, -2, 5, -3, 1, -4)));
    }

    /** The gradient of equal largest numbers goes to the first alone, as in max-pool. */
    @Test
    void tiesGoToTheFirst() {
        Value x = Ops.leaf("x", Shape.of(1, 2, 2, 1));
        LayerScope unused = LayerRun.inUse().scope();
        Value pooled = new GlobalMaxPool().apply(unused, Parts.NONE, List.of(x));
        Value gradient = Gradients.of(pooled, List.of(x)).getFirst();
        ReferenceEvaluator evaluator = new ReferenceEvaluator(Program.of("ties", Map.of("g", gradient), Map.of()));
        assertArrayEquals(
                new float[] {0, 1, 0, 0},
                evaluator.run(Map.of(x, new float[] {1, 3, 3, 2})).outputs().get("g"));
    }
}
