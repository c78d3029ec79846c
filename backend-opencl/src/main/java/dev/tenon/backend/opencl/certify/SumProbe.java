package dev.tenon.backend.opencl.certify;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.Chain;
import dev.tenon.api.numerics.Exp;
import dev.tenon.api.numerics.Log;
import dev.tenon.api.numerics.Maxima;
import dev.tenon.api.numerics.Sums;

/** Sums and maxima by both rules, matrix products, and what is made of them: the softmax and its loss. */
final class SumProbe {
    private SumProbe() {}

    private interface At {
        float get(int index);
    }

    private static float[] vector(int count, At at) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = at.get(i);
        }
        return values;
    }

    static Probe make() {
        Probe probe = new Probe("sums");
        int rows = 3;
        int terms = 5003;
        float[] a = probe.wild(rows * terms);
        Value x = probe.leaf(a, rows, terms);
        probe.check("sum, innermost", Ops.sum(x, 1), vector(rows, i -> Sums.lanes(a, i * terms, terms)));
        probe.check("maximum, innermost", Ops.maxOver(x, 1), vector(rows, i -> Maxima.lanes(a, i * terms, terms)));
        float[] b = probe.wild(terms * rows);
        Value y = probe.leaf(b, terms, rows);
        probe.check("sum, outer", Ops.sum(y, 0), vector(rows, i -> Sums.sequence(b, i, rows, terms)));
        probe.check("maximum, outer", Ops.maxOver(y, 0), vector(rows, i -> Maxima.sequence(b, i, rows, terms)));
        products(probe);
        softmax(probe);
        return probe;
    }

    private static void products(Probe probe) {
        int m = 33;
        int k = 300;
        int n = 7;
        float[] a = probe.wild(m * k);
        float[] b = probe.wild(k * n);
        Value x = probe.leaf(a, m, k);
        Value y = probe.leaf(b, k, n);
        probe.check("matmul", Ops.matmul(x, y), vector(m * n, i -> Chain.dot(a, i / n * k, 1, b, i % n, n, k)));
        Value yt = probe.leaf(b, n, k);
        probe.check(
                "matmul, transposed",
                Ops.matmul(x, yt, false, true),
                vector(m * n, i -> Chain.dot(a, i / n * k, 1, b, i % n * k, 1, k)));
    }

    private static void softmax(Probe probe) {
        int rows = 29;
        int classes = 21;
        float[] logits = probe.wild(rows * classes);
        float[] labels = vector(rows, i -> i % classes);
        float[] g = probe.wild(rows);
        float[] shifted = new float[logits.length];
        float[] e = new float[logits.length];
        float[] softmax = new float[logits.length];
        float[] loss = new float[rows];
        float[] gradient = new float[logits.length];
        for (int row = 0; row < rows; row++) {
            int first = row * classes;
            float max = Maxima.lanes(logits, first, classes);
            float[] chosen = new float[classes];
            for (int c = 0; c < classes; c++) {
                shifted[first + c] = logits[first + c] - max;
                e[first + c] = Exp.exp(shifted[first + c]);
                chosen[c] = (c == labels[row] ? 1f : 0f) * shifted[first + c];
            }
            float sum = Sums.lanes(e, first, classes);
            loss[row] = Log.log(sum) - Sums.lanes(chosen, 0, classes);
            for (int c = 0; c < classes; c++) {
                softmax[first + c] = e[first + c] / sum;
                gradient[first + c] = (softmax[first + c] - (c == labels[row] ? 1f : 0f)) * g[row];
            }
        }
        Value x = probe.leaf(logits, rows, classes);
        Value y = probe.leaf(labels, rows);
        probe.check("softmax", Ops.softmax(x), softmax);
        probe.check("softmax-cross-entropy", Ops.softmaxCrossEntropy(x, y), loss);
        probe.check(
                "softmax-cross-entropy-gradient",
                Value.of(new Composite.SoftmaxCrossEntropyGradient(), x, y, probe.leaf(g, rows)),
                gradient);
    }
}
