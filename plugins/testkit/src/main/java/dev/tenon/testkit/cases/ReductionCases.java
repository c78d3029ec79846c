package dev.tenon.testkit.cases;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sums and maxima along every choice of axes. */
public final class ReductionCases {
    private static final int[] LONG = {255, 256, 257, 4095, 4096, 4097, 12_289, 40_001};
    private static final int[][] IMAGES = {{3, 5, 7, 17}, {9, 4, 4, 1}, {1, 17, 1, 33}, {2, 70, 65, 3}, {20, 1, 3, 2}};

    private ReductionCases() {}

    /** All of them. */
    public static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int size : OddSizes.AWKWARD) {
            cases.add(of(new int[] {size}));
            for (int other : OddSizes.AWKWARD) {
                cases.add(of(new int[] {size, other}));
            }
        }
        for (int size : LONG) {
            cases.add(of(new int[] {size}));
            cases.add(of(new int[] {2, size}, 1));
            cases.add(of(new int[] {size, 3}, 0));
            cases.add(of(new int[] {3, size, 2}, 1));
        }
        for (int[] dims : IMAGES) {
            for (int choice = 1; choice < 16; choice++) {
                int[] axes = axes(choice);
                cases.add(of(dims, axes));
            }
        }
        return cases;
    }

    /** All axes; of matrices also each alone. */
    private static Case of(int[] dims) {
        return dims.length == 1 ? of(dims, 0) : build(dims, new int[][] {{0}, {1}, {0, 1}});
    }

    private static Case of(int[] dims, int... axes) {
        return build(dims, new int[][] {axes});
    }

    private static Case build(int[] dims, int[][] choices) {
        var b = new CaseBuilder("reduce " + Arrays.toString(dims) + " along " + Arrays.deepToString(choices));
        Value wild = b.leaf(Fill.WILD, dims);
        Value ties = b.leaf(Fill.TIES, dims);
        Value any = b.leaf(Fill.ANY, dims);
        for (int[] axes : choices) {
            b.output(Ops.sum(wild, axes)).output(Ops.sum(ties, axes)).output(Ops.mean(wild, axes));
            b.output(Ops.maxOver(wild, axes)).output(Ops.maxOver(ties, axes)).output(Ops.maxOver(any, axes));
        }
        return b.build();
    }

    private static int[] axes(int choice) {
        int[] axes = new int[Integer.bitCount(choice)];
        int count = 0;
        for (int axis = 0; axis < 4; axis++) {
            if ((choice >> axis & 1) == 1) {
                axes[count++] = axis;
            }
        }
        return axes;
    }
}
