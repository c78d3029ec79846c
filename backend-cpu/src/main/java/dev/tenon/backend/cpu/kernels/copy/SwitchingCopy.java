package dev.tenon.backend.cpu.kernels.copy;

import dev.tenon.backend.cpu.kernels.jit.WarmupSwitch;

/** Vector copies, each with a {@link WarmupSwitch}. */
final class SwitchingCopy implements CopyKernels {
    private static final int ROWS = 24;
    private static final int WIDTH = 64;
    private static final long BUDGET_NANOS = 2000;

    private final CopyKernels vector;
    private final CopyKernels scalar = new ScalarCopy();
    private final WarmupSwitch rows;
    private final WarmupSwitch transposed;

    private interface Move {
        void run(float[] x, float[] r, int rows, int width);
    }

    SwitchingCopy(CopyKernels vector) {
        this.vector = vector;
        this.rows = warmup((x, r, rows, width) -> {
            int step = width < 17 ? width : WIDTH;
            vector.rows(x, 0, 0, WIDTH, r, 0, 0, step, 2, rows, width);
        });
        this.transposed =
                warmup((x, r, rows, width) -> vector.transposed(x, 0, 0, WIDTH, r, 0, 0, ROWS, 2, rows, width));
    }

    private static WarmupSwitch warmup(Move move) {
        float[] x = new float[ROWS * WIDTH];
        float[] r = new float[ROWS * WIDTH];
        return new WarmupSwitch(
                turn -> move.run(x, r, 1 + turn % ROWS, turn % 2 == 0 ? 16 : 1 + turn * 7 % WIDTH),
                () -> move.run(x, r, 8, 16),
                BUDGET_NANOS);
    }

    @Override
    public void rows(
            float[] x,
            int xi,
            int xNext,
            int xStep,
            float[] r,
            int ri,
            int rNext,
            int rStep,
            int count,
            int rows,
            int width) {
        (this.rows.ready() ? vector : scalar).rows(x, xi, xNext, xStep, r, ri, rNext, rStep, count, rows, width);
    }

    @Override
    public void transposed(
            float[] x,
            int xi,
            int xNext,
            int xStep,
            float[] r,
            int ri,
            int rNext,
            int rStep,
            int count,
            int rows,
            int width) {
        (transposed.ready() ? vector : scalar).transposed(x, xi, xNext, xStep, r, ri, rNext, rStep, count, rows, width);
    }
}
