package dev.tenon.backend.cpu.kernels;

/** A vector tile behind a {@link Gate}. */
final class TieredTile implements Tile {
    private final Tile vector;
    private final Tile scalar;
    private final Gate gate;

    TieredTile(Tile vector) {
        this.vector = vector;
        this.scalar = new ScalarTile(vector.rows(), vector.columns());
        this.gate = new Gate(new Small(vector));
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
    public Tile at(int aStep) {
        return gate.open() ? vector : scalar;
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
            float[] c,
            int cBase,
            int[] rowC,
            int mode,
            float[] bias,
            int biasBase) {
        at(aStep).run(a, aBase, rowA, row, segments, from, to, aStep, b, bBase, c, cBase, rowC, mode, bias, biasBase);
    }

    /** Products of a few terms, in all modes, in one segment and in several. */
    private static final class Small implements Gate.Rehearsal {
        private static final int TERMS = 16;
        private static final int TIMED = 8;
        private static final long BUDGET_NANOS = 2000;

        private final Tile vector;
        private final float[] a;
        private final float[] b;
        private final float[] c;
        private final int[] rowA;
        private final int[] rowC;
        private final int[] segments = {0, 0, 10, 10, 10, 6, 0, 0, TIMED};

        Small(Tile vector) {
            this.vector = vector;
            int rows = vector.rows();
            int columns = vector.columns();
            a = new float[(rows + 1) * TERMS];
            b = new float[TERMS * columns];
            c = new float[rows * columns];
            rowA = new int[rows];
            rowC = new int[rows];
            for (int i = 0; i < rows; i++) {
                rowA[i] = i * TERMS;
                rowC[i] = i * columns;
            }
        }

        @Override
        public void call(int turn) {
            run(turn % 3 == 0 ? 3 : 0, 6, turn % 5 == 0 ? 2 : 1, turn);
        }

        @Override
        public void timed() {
            run(6, 9, 1, Tile.ADD);
        }

        @Override
        public long budgetNanos() {
            return BUDGET_NANOS;
        }

        private void run(int from, int to, int step, int mode) {
            vector.run(a, 0, rowA, 0, segments, from, to, step, b, 0, c, 0, rowC, mode % 8, b, 0);
        }
    }
}
