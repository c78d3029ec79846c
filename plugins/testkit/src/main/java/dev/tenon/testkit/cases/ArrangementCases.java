package dev.tenon.testkit.cases;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import java.util.ArrayList;
import java.util.List;

/** The ops that move elements, and those that make them: indicators and random numbers. */
public final class ArrangementCases {
    private ArrangementCases() {}

    /** All of them. */
    public static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < OddSizes.AWKWARD.length; i++) {
            int size = OddSizes.AWKWARD[i];
            cases.add(matrices(size, OddSizes.AWKWARD[(i + 3) % OddSizes.AWKWARD.length]));
            cases.add(classes(size));
            cases.add(random(size));
        }
        cases.add(permutations());
        cases.add(repetitions());
        cases.add(borders());
        cases.add(slices());
        cases.add(joints());
        cases.add(random(5000));
        for (Window window : windows()) {
            cases.add(patches(window));
        }
        cases.add(leavesAndConstants());
        return cases;
    }

    private static Case matrices(int rows, int columns) {
        var b = new CaseBuilder("arrange " + rows + "x" + columns);
        Value x = b.leaf(Fill.ANY, rows, columns);
        return b.output("reshaped", Ops.reshape(x, Shape.of(columns, 1, rows)))
                .output("transposed", Ops.permute(x, 1, 0))
                .output("flipped", Ops.flip(x, 0, 1))
                .output("detached", Ops.detach(x))
                .output("twice transposed", Ops.permute(Ops.permute(x, 1, 0), 1, 0))
                .build();
    }

    private static Case classes(int size) {
        var b = new CaseBuilder("one-hot of " + size);
        Value x = b.leaf(Fill.LABELS, size);
        return b.output(Ops.oneHot(x, 10))
                .output(Ops.oneHot(x, 1))
                .output(Ops.oneHot(b.leaf(Fill.ANY, size), 3))
                .build();
    }

    private static Case random(int size) {
        var b = new CaseBuilder("random of " + size);
        Value seed = b.leaf(Fill.WHOLE);
        Value step = b.leaf(Fill.WHOLE);
        Value one = Ops.random("a", Shape.of(size), seed, step);
        return b.output(one)
                .output(Ops.random("b", Shape.of(size, 3), seed, step))
                .output(Ops.random("a", Shape.of(size), step, seed))
                .output(Ops.less(one, Ops.constant(0.5)))
                .update(step, Ops.add(step, Ops.constant(1)))
                .steps(3)
                .build();
    }

    private static Case permutations() {
        var b = new CaseBuilder("permutations");
        Value x = b.leaf(Fill.ANY, 2, 3, 5, 7);
        int[][] orders = {{0, 3, 1, 2}, {3, 2, 1, 0}, {1, 0, 3, 2}, {0, 2, 1, 3}, {2, 3, 0, 1}};
        for (int[] order : orders) {
            b.output(Ops.permute(x, order));
        }
        return b.output(Ops.permute(b.leaf(Fill.ANY, 5, 6, 7), 2, 0, 1)).build();
    }

    private static Case repetitions() {
        var b = new CaseBuilder("repetitions");
        Value x = b.leaf(Fill.ANY, 3, 1, 5);
        return b.output(Ops.expand(x, Shape.of(3, 4, 5)))
                .output(Ops.expand(x, Shape.of(2, 3, 1, 5)))
                .output(Ops.expand(b.leaf(Fill.ANY), Shape.of(33)))
                .output(Ops.expand(b.leaf(Fill.ANY, 1, 1), Shape.of(7, 9)))
                .output(Ops.upsample(b.leaf(Fill.ANY, 2, 3, 5, 3), 2, 3))
                .build();
    }

    private static Case borders() {
        var b = new CaseBuilder("borders");
        Value x = b.leaf(Fill.ANY, 5, 7);
        return b.output("around", Ops.pad(x, List.of(1, 2), List.of(3, 0), List.of(0, 0), -1f))
                .output("gaps", Ops.pad(x, List.of(0, 0), List.of(0, 0), List.of(2, 1), 0f))
                .output("cropped", Ops.pad(x, List.of(-1, -2), List.of(-2, -1), List.of(0, 0), 0f))
                .output("cropped gaps", Ops.pad(x, List.of(-2, 1), List.of(1, -3), List.of(2, 3), -0f))
                .output(
                        "minus infinity",
                        Ops.pad(x, List.of(1, 1), List.of(1, 1), List.of(0, 0), Float.NEGATIVE_INFINITY))
                .build();
    }

    private static Case slices() {
        var b = new CaseBuilder("slices");
        Value x = b.leaf(Fill.ANY, 9, 17);
        Value image = b.leaf(Fill.ANY, 2, 7, 9, 5);
        return b.output(Ops.slice(x, 0, 3, 8))
                .output(Ops.slice(x, 1, 16, 17))
                .output(Ops.slice(x, List.of(1, 2), List.of(9, 16), List.of(3, 5)))
                .output(Ops.slice(image, List.of(0, 1, 0, 2), List.of(2, 7, 9, 5), List.of(1, 2, 3, 1)))
                .output(Ops.flip(image, 1, 2))
                .output(Ops.flip(image, 3))
                .build();
    }

    private static Case joints() {
        var b = new CaseBuilder("joints");
        Value x = b.leaf(Fill.ANY, 2, 3, 5);
        Value y = b.leaf(Fill.ANY, 2, 3, 1);
        Value z = b.leaf(Fill.ANY, 2, 4, 5);
        return b.output(Ops.concat(2, List.of(x, y, x)))
                .output(Ops.concat(1, List.of(z, x)))
                .output(Ops.concat(0, List.of(x, x, x)))
                .output(Value.of(new Primitive.Concat(0), x))
                .build();
    }

    private static List<Window> windows() {
        return List.of(
                Window.of(1, 1),
                Window.of(3, 3),
                Window.of(2, 2).stride(2, 2),
                Window.of(3, 2).stride(2, 1).pad(1, 1, 0, 1),
                Window.of(3, 3).dilation(2, 2).pad(2, 2, 2, 2),
                Window.of(2, 3).stride(3, 4).pad(0, 2, 1, 0),
                Window.of(5, 7).pad(4, 0, 0, 6));
    }

    private static Case patches(Window window) {
        var b = new CaseBuilder("patches of " + window);
        Value x = b.leaf(Fill.NOISE, 2, 8, 9, 3);
        Value patches = Ops.unfold(x, window);
        Value others = b.leaf(Fill.WILD, patches.shape().dims());
        return b.output("unfold", patches)
                .output("fold", Ops.fold(others, window, 8, 9))
                .output("fold of unfold", Ops.fold(patches, window, 8, 9))
                .build();
    }

    /** Outputs that nothing computes: a leaf, a constant, one value under two names. */
    private static Case leavesAndConstants() {
        var b = new CaseBuilder("leaves and constants");
        Value x = b.leaf(Fill.ANY, 3, 5);
        Value y = Ops.add(x, x);
        return b.output("leaf", x)
                .output("constant", Ops.constant(2.5))
                .output("once", y)
                .output("twice", y)
                .output("wide constant", Ops.expand(Ops.constant(-0.0), Shape.of(2, 2)))
                .output("reshaped leaf", Ops.reshape(x, Shape.of(15)))
                .build();
    }
}
