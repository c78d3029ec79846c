package dev.tenon.testkit.cases;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.FusedMultiplyAdd;
import dev.tenon.api.graph.Primitive.Select;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Elementwise ops on any float there is, alone, repeated along axes, and in chains. */
public final class ElementwiseCases {
    private static final int[] LONG = {1000, 4099};

    /** Pairs of shapes that are repeated to fit one another. */
    private static final int[][][] REPEATED = {
        {{4, 5, 3}, {3}},
        {{4, 5, 3}, {}},
        {{}, {7}},
        {{4, 1, 3}, {1, 5, 1}},
        {{2, 6, 6, 17}, {17}},
        {{2, 6, 6, 16}, {2, 1, 1, 16}},
        {{33, 65}, {33, 1}},
        {{33, 65}, {1, 65}},
        {{3, 7, 1}, {3, 7, 31}},
    };

    private ElementwiseCases() {}

    /** All of them. */
    public static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int size : sizes()) {
            for (Unary.Kind kind : Unary.Kind.values()) {
                var b = new CaseBuilder(kind + " of " + size);
                cases.add(b.build(Value.of(new Unary(kind), b.leaf(Fill.ANY, size))));
            }
            for (Binary.Kind kind : Binary.Kind.values()) {
                var b = new CaseBuilder(kind + " of " + size);
                Value x = b.leaf(Fill.ANY, size);
                b.output(Value.of(new Binary(kind), x, b.leaf(Fill.ANY, size)));
                b.output(Value.of(new Binary(kind), b.leaf(Fill.TIES, size), b.leaf(Fill.TIES, size)));
                cases.add(b.output(Value.of(new Binary(kind), x, x)).build());
            }
            var fma = new CaseBuilder("fma of " + size);
            cases.add(fma.build(Value.of(
                    new FusedMultiplyAdd(),
                    fma.leaf(Fill.WILD, size),
                    fma.leaf(Fill.WILD, size),
                    fma.leaf(Fill.WILD, size))));
            var select = new CaseBuilder("select of " + size);
            cases.add(select.build(Value.of(
                    new Select(),
                    select.leaf(Fill.TIES, size),
                    select.leaf(Fill.ANY, size),
                    select.leaf(Fill.ANY, size))));
        }
        for (int[][] shapes : REPEATED) {
            var b = new CaseBuilder("repeated " + Arrays.deepToString(shapes));
            Value x = b.leaf(Fill.NOISE, shapes[0]);
            Value y = b.leaf(Fill.NOISE, shapes[1]);
            b.output(Ops.subtract(x, y)).output(Ops.divide(y, x)).output(Ops.fma(x, y, x));
            cases.add(b.output(Ops.select(y, x, y)).output(Ops.max(y, x)).build());
        }
        for (int size : sizes()) {
            cases.add(chain(size));
        }
        cases.add(activations());
        return cases;
    }

    private static int[] sizes() {
        int[] sizes = Arrays.copyOf(OddSizes.AWKWARD, OddSizes.AWKWARD.length + LONG.length);
        System.arraycopy(LONG, 0, sizes, OddSizes.AWKWARD.length, LONG.length);
        return sizes;
    }

    /** A product and a sum side by side must not become one fma, nor a division a product. */
    private static Case chain(int size) {
        var b = new CaseBuilder("chain of " + size);
        Value x = b.leaf(Fill.NOISE, 2, size);
        Value bias = b.leaf(Fill.NOISE, size);
        Value y = Ops.add(Ops.multiply(x, x), bias);
        Value z = Ops.divide(Ops.subtract(Ops.multiply(y, bias), x), Ops.constant(3));
        Value w = Ops.select(Ops.less(z, x), Ops.tanh(z), Ops.multiply(Ops.relu(y), Ops.constant(0.1)));
        return b.output(z).output(Ops.add(w, Ops.multiply(w, y))).build();
    }

    private static Case activations() {
        var b = new CaseBuilder("sigmoid, softplus");
        Value x = b.leaf(Fill.ANY, 999);
        Value zero = b.leaf(Shape.scalar(), 0f);
        return b.output(Ops.sigmoid(x))
                .output(Ops.softplus(x))
                .output(Ops.sigmoid(zero))
                .build();
    }
}
