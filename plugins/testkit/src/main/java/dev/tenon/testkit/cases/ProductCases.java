package dev.tenon.testkit.cases;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.ArrayList;
import java.util.List;

/** Matrix products, single and stacked, each operand as it is or transposed. */
public final class ProductCases {
    /** Chains around one, two and several chunks. */
    private static final int[] DEPTHS = {255, 256, 257, 511, 513, 1000};

    private ProductCases() {}

    /** All of them. */
    public static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        int[] s = OddSizes.AWKWARD;
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < s.length; j++) {
                // Every pair (m, n) with a depth, so that all depths occur with all rows and all columns.
                cases.add(single(s[i], s[j], s[(i + j) % s.length]));
            }
        }
        for (int depth : DEPTHS) {
            cases.add(single(7, 17, depth));
            cases.add(single(65, 33, depth));
            cases.add(single(1, 1, depth));
        }
        cases.add(stacked(3, 5, 7, 31));
        cases.add(stacked(1, 33, 17, 3));
        cases.add(stacked(17, 2, 1, 5));
        cases.add(stacked(2, 31, 65, 300));
        cases.add(notFinite());
        return cases;
    }

    private static Case single(int m, int n, int k) {
        var b = new CaseBuilder("matmul " + m + "x" + n + " of depth " + k);
        Value a = b.leaf(Fill.NOISE, m, k);
        Value at = b.leaf(Fill.WILD, k, m);
        Value c = b.leaf(Fill.WILD, k, n);
        Value ct = b.leaf(Fill.NOISE, n, k);
        return products(b, a, at, c, ct);
    }

    private static Case stacked(int stack, int m, int n, int k) {
        var b = new CaseBuilder(stack + " matmuls " + m + "x" + n + " of depth " + k);
        Value a = b.leaf(Fill.NOISE, stack, m, k);
        Value at = b.leaf(Fill.WILD, stack, k, m);
        Value c = b.leaf(Fill.WILD, stack, k, n);
        Value ct = b.leaf(Fill.NOISE, stack, n, k);
        return products(b, a, at, c, ct);
    }

    private static Case products(CaseBuilder b, Value a, Value at, Value c, Value ct) {
        return b.output("plain", Ops.matmul(a, c))
                .output("a transposed", Ops.matmul(at, c, true, false))
                .output("b transposed", Ops.matmul(a, ct, false, true))
                .output("both transposed", Ops.matmul(at, ct, true, true))
                .build();
    }

    /** No term of a matrix product may be left out: NaN and infinities reach every result of their row or column. */
    private static Case notFinite() {
        var b = new CaseBuilder("matmul of NaN and infinities");
        float[] a = Fill.NOISE.values(b.random(), 5 * 40);
        a[0] = Float.NaN;
        a[41] = Float.POSITIVE_INFINITY;
        a[82] = Float.MAX_VALUE;
        a[83] = Float.MAX_VALUE;
        Value x = b.leaf(Shape.of(5, 40), a);
        return b.build(Ops.matmul(x, b.leaf(Fill.NOISE, 40, 19)));
    }
}
