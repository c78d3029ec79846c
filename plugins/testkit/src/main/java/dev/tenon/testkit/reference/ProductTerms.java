package dev.tenon.testkit.reference;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;

/** Where the terms of each element of a matrix product, or of a stack of them, lie. */
final class ProductTerms {
    private final int m;
    private final int n;
    private final int terms;
    private final int size;
    private final int rowA;
    private final int strideA;
    private final int columnB;
    private final int strideB;

    ProductTerms(Primitive.MatMul op, Shape a, Shape b, Shape result) {
        this.m = result.dim(-2);
        this.n = result.dim(-1);
        this.terms = a.dim(op.transposeA() ? -2 : -1);
        this.size = result.size();
        this.rowA = op.transposeA() ? 1 : terms;
        this.strideA = op.transposeA() ? m : 1;
        this.columnB = op.transposeB() ? terms : 1;
        this.strideB = op.transposeB() ? 1 : n;
    }

    int size() {
        return size;
    }

    int rows() {
        return m;
    }

    int columns() {
        return n;
    }

    int terms() {
        return terms;
    }

    int strideA() {
        return strideA;
    }

    int strideB() {
        return strideB;
    }

    /** Index of the first term, in the first operand, of an element of the result. */
    int startA(int element) {
        return element / (m * n) * m * terms + element / n % m * rowA;
    }

    /** Index of the first term, in the second operand, of an element of the result. */
    int startB(int element) {
        return element / (m * n) * n * terms + element % n * columnB;
    }
}
