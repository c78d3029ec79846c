package dev.tenon.testkit.cases;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.ArrayList;
import java.util.List;

/** Softmax, cross-entropy with labels that are not all valid, and rows picked from a table. */
public final class ProbabilityCases {
    private ProbabilityCases() {}

    /** All of them. */
    public static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < OddSizes.AWKWARD.length; i++) {
            int rows = OddSizes.AWKWARD[i];
            int classes = OddSizes.AWKWARD[(i + 4) % OddSizes.AWKWARD.length];
            cases.add(of(rows, classes, Fill.NOISE));
            cases.add(of(classes, 10, Fill.TIES));
            cases.add(rows(rows, classes));
        }
        cases.add(of(4, 5000, Fill.NOISE));
        cases.add(of(17, 31, Fill.WILD));
        cases.add(ranks());
        return cases;
    }

    private static Case of(int rows, int classes, Fill fill) {
        var b = new CaseBuilder("cross-entropy of [" + rows + ", " + classes + "], " + fill);
        Value logits = b.leaf(fill, rows, classes);
        Value labels = b.leaf(Fill.LABELS, rows);
        Value g = b.leaf(Fill.NOISE, rows);
        return b.output("softmax", Ops.softmax(logits))
                .output("loss", Ops.softmaxCrossEntropy(logits, labels))
                .output("gradient", Value.of(new Composite.SoftmaxCrossEntropyGradient(), logits, labels, g))
                .build();
    }

    private static Case rows(int table, int count) {
        var b = new CaseBuilder("rows of a table of " + table + ", " + count + " times");
        Value indices = b.leaf(Fill.LABELS, count);
        return b.output(Ops.gatherRows(b.leaf(Fill.NOISE, table, 7), indices))
                .output(Ops.gatherRows(b.leaf(Fill.TIES, table, 3, 2, 1), indices))
                .output(Ops.gatherRows(b.leaf(Fill.WILD, table), indices))
                .build();
    }

    private static Case ranks() {
        var b = new CaseBuilder("softmax of other ranks");
        return b.output(Ops.softmax(b.leaf(Fill.NOISE, 7)))
                .output(Ops.softmax(b.leaf(Fill.NOISE, 2, 3, 5)))
                .output(Ops.softmax(b.leaf(Fill.NOISE, 1, 1)))
                .output(Ops.softmax(b.leaf(Shape.of(3), 1000f, -1000f, 999f)))
                .build();
    }
}
