package dev.tenon.backend.cpu.kernels;

/** Vector copies behind a {@link Gate}. */
final class TieredMoves implements MoveKernels {
    private static final int ROWS = 24;
    private static final int WIDTH = 64;
    private static final int CALLS = 32;
    private static final long BUDGET_NANOS = 2500;

    private final MoveKernels vector;
    private final MoveKernels scalar = new ScalarMoves();
    private final Gate rows;

    TieredMoves(MoveKernels vector) {
        this.vector = vector;
        float[] x = new float[ROWS * WIDTH];
        float[] r = new float[ROWS * WIDTH];
        rows = new Gate(new Gate.Rehearsal() {
            @Override
            public void small() {
                for (int i = 0; i < CALLS; i++) {
                    int width = i % 2 == 0 ? 16 : 1 + i * 7 % WIDTH;
                    vector.rows(x, 0, WIDTH, r, 0, i % 3 == 0 ? width : WIDTH, 1 + i % ROWS, width);
                }
            }

            @Override
            public void timed() {
                vector.rows(x, 0, WIDTH, r, 0, WIDTH, ROWS, WIDTH);
            }

            @Override
            public long budgetNanos() {
                return BUDGET_NANOS;
            }
        });
    }

    @Override
    public void rows(float[] x, int xi, int xStep, float[] r, int ri, int rStep, int rows, int width) {
        (this.rows.open() ? vector : scalar).rows(x, xi, xStep, r, ri, rStep, rows, width);
    }

    @Override
    public void transposed(float[] x, int xi, int xStep, float[] r, int ri, int rStep, int rows, int width) {
        scalar.transposed(x, xi, xStep, r, ri, rStep, rows, width);
    }
}
