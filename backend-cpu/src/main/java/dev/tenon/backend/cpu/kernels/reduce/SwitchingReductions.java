package dev.tenon.backend.cpu.kernels.reduce;

import dev.tenon.backend.cpu.kernels.jit.WarmupSwitch;

/** Vector sums and maxima, each with a {@link WarmupSwitch}. */
final class SwitchingReductions implements ReductionKernels {
    private static final int WIDTH = 80;
    private static final int TERMS = 11;
    private static final int TIMED = 16;
    private static final long BUDGET_NANOS = 2000;

    private final ReductionKernels vector;
    private final ReductionKernels scalar = new ScalarReductions();
    private final WarmupSwitch sumBlock;
    private final WarmupSwitch maxBlock;
    private final WarmupSwitch sumSequence;
    private final WarmupSwitch maxSequence;
    private final WarmupSwitch finite;

    SwitchingReductions(ReductionKernels vector) {
        this.vector = vector;
        float[] x = new float[WIDTH * TERMS];
        float[] r = new float[WIDTH];
        float[] lanes = new float[16];
        sumBlock = warmup((kernels, count) -> kernels.sumBlock(x, 0, 2 * count, lanes));
        maxBlock = warmup((kernels, count) -> kernels.maxBlock(x, 0, 2 * count, lanes));
        sumSequence = warmup((kernels, count) -> kernels.sumSequence(x, 0, WIDTH, 1 + count % TERMS, count, r, 0));
        maxSequence = warmup((kernels, count) -> kernels.maxSequence(x, 0, WIDTH, 1 + count % TERMS, count, r, 0));
        finite = warmup((kernels, count) -> kernels.finite(x, 0, 8 * count, lanes));
    }

    private interface Call {
        void run(ReductionKernels kernels, int count);
    }

    private WarmupSwitch warmup(Call call) {
        return new WarmupSwitch(
                turn -> call.run(vector, 1 + turn * 5 % WIDTH), () -> call.run(vector, TIMED), BUDGET_NANOS);
    }

    @Override
    public float sumBlock(float[] x, int xi, int count, float[] lanes) {
        return chosen(sumBlock).sumBlock(x, xi, count, lanes);
    }

    @Override
    public float maxBlock(float[] x, int xi, int count, float[] lanes) {
        return chosen(maxBlock).maxBlock(x, xi, count, lanes);
    }

    @Override
    public void sumSequence(float[] x, int xi, int stride, int terms, int width, float[] r, int ri) {
        chosen(sumSequence).sumSequence(x, xi, stride, terms, width, r, ri);
    }

    @Override
    public void maxSequence(float[] x, int xi, int stride, int terms, int width, float[] r, int ri) {
        chosen(maxSequence).maxSequence(x, xi, stride, terms, width, r, ri);
    }

    @Override
    public boolean finite(float[] x, int xi, int count, float[] lanes) {
        return chosen(finite).finite(x, xi, count, lanes);
    }

    private ReductionKernels chosen(WarmupSwitch warmup) {
        return warmup.ready() ? vector : scalar;
    }
}
