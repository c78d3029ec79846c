package dev.tenon.testkit.cases;

import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import java.util.ArrayList;
import java.util.List;

/** Leaves of bytes and of whole numbers, and what takes them. */
public final class ElementTypeCases {
    private ElementTypeCases() {}

    /** All of them. */
    public static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int length : new int[] {1, 3, 16, 47}) {
            cases.add(toFloat(length));
            cases.add(rows(length));
        }
        cases.add(training());
        return cases;
    }

    private static float[] bytes(CaseBuilder b, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i < 2 ? 255 * i : b.random().nextInt(256);
        }
        return values;
    }

    private static Case toFloat(int length) {
        CaseBuilder b = new CaseBuilder("to-float, " + length);
        Value bytes = b.leaf(ElementType.UINT8, Shape.of(length), bytes(b, length));
        float[] whole = new float[length];
        for (int i = 0; i < length; i++) {
            whole[i] = b.random().nextInt(1 << 25) - (1 << 24);
        }
        Value numbers = b.leaf(ElementType.INT32, Shape.of(length), whole);
        return b.output(Ops.divide(Ops.toFloat(bytes), Ops.constant(255)))
                .output(Ops.toFloat(numbers))
                .build();
    }

    /** Rows of bytes and of floats by whole numbers, some of which are no index; the indices as indicators too. */
    private static Case rows(int length) {
        CaseBuilder b = new CaseBuilder("gather-rows of bytes, " + length);
        int count = 9;
        Value table = b.leaf(ElementType.UINT8, Shape.of(count, length), bytes(b, count * length));
        Value floats = b.leaf(Fill.NOISE, count, length);
        Value indices = b.leaf(ElementType.INT32, Shape.of(5), 8, 0, -1, count, 3);
        Value same = b.leaf(Shape.of(5), 8, 0, -1, count, 3);
        Value scaled = Ops.divide(Ops.gatherRows(table, indices), Ops.constant(255));
        Value taken = Ops.gatherRows(floats, indices);
        Value loss = Ops.sum(Ops.multiply(scaled, taken));
        return b.output(scaled)
                .output(taken)
                .output(Ops.gatherRows(table, same))
                .output(Ops.oneHot(indices, count))
                .output(Gradients.of(loss, List.of(floats)).getFirst())
                .build();
    }

    /** Steps that learn from images of bytes. */
    private static Case training() {
        CaseBuilder b = new CaseBuilder("steps that learn from bytes");
        Value images = b.leaf(ElementType.UINT8, Shape.of(11, 6, 5, 1), bytes(b, 11 * 30));
        Value order = b.leaf(ElementType.INT32, Shape.of(4), 10, 2, 7, 0);
        Value kernel = b.leaf(Fill.NOISE, 3, 3, 1, 4);
        Value x = Ops.divide(Ops.gatherRows(images, order), Ops.constant(255));
        Value y = Ops.relu(Ops.conv2d(x, kernel, Window.of(3, 3), 1));
        Value loss = Ops.sum(Ops.multiply(y, y));
        Value gradient = Gradients.of(loss, List.of(kernel)).getFirst();
        return b.output(loss)
                .update(kernel, Ops.subtract(kernel, Ops.multiply(gradient, Ops.constant(1e-3))))
                .steps(3)
                .build();
    }
}
