package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.WarmupSwitch;

/** A vector tile of sums with a {@link WarmupSwitch}. */
final class SwitchingSumTile implements SumTile {
    private static final long BUDGET_NANOS = 2000;

    /** As many as make a loop, and some in two segments; few for what is timed. */
    private static final int TERMS = 48;

    private static final int[] SEGMENTS = {0, 0, 30, 30, 30, TERMS - 30, 0, 0, 8};

    private final SumTile vector;
    private final SumTile scalar;
    private final WarmupSwitch warmup;
    private final float[] a;
    private final float[] b;
    private final float[] c;
    private final int[] rowA;

    SwitchingSumTile(SumTile vector, int lanes) {
        this.vector = vector;
        this.scalar = new ScalarTileOfSums(vector.rows(), vector.columns(), lanes);
        this.warmup = new WarmupSwitch(turn -> call(turn % 3 == 0 ? 3 : 0, 6), () -> call(6, 9), BUDGET_NANOS);
        this.a = new float[(TERMS + vector.rows()) * lanes];
        this.b = new float[TERMS * vector.columns() * lanes];
        this.c = new float[vector.rows() * vector.columns() * lanes];
        this.rowA = new int[vector.rows()];
        for (int i = 0; i < rowA.length; i++) {
            rowA[i] = i;
        }
    }

    @Override
    public int rows() {
        return vector.rows();
    }

    @Override
    public int columns() {
        return vector.columns();
    }

    @Override
    public SumTile now() {
        return warmup.ready() ? vector : scalar;
    }

    private void call(int from, int to) {
        int columns = vector.columns();
        vector.run(a, 0, rowA, 0, SEGMENTS, from, to, 1, b, 0, columns, c, 0, columns);
    }

    @Override
    public void run(
            float[] a,
            int aBase,
            int[] rowA,
            int row,
            int[] segments,
            int from,
            int to,
            int aStep,
            float[] b,
            int bBase,
            int bStep,
            float[] c,
            int cBase,
            int cStep) {
        now().run(a, aBase, rowA, row, segments, from, to, aStep, b, bBase, bStep, c, cBase, cStep);
    }
}
