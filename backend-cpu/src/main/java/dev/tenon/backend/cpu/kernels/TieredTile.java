package dev.tenon.backend.cpu.kernels;

/** A vector tile behind a {@link Gate}. */
final class TieredTile implements PanelTile {
    private static final long BUDGET_NANOS = 2000;

    private final Tile vector;
    private final Tile scalar;
    private final Gate gate;

    TieredTile(Tile vector) {
        this.vector = vector;
        this.scalar = new ScalarTile(vector.rows(), vector.columns());
        Small small = new Small(vector);
        this.gate = new Gate(small::call, small::timed, BUDGET_NANOS);
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

    /** Products of some terms, in all modes, in one segment and in several. */
    private static final class Small {
        /**
         * As many as make a loop: with 16 the compiler, which sees a dozen calls, thought the loop over terms little more frequent than
         * what surrounds it, and in half of all processes kept the sums in memory there, at 40 % of the speed.
         */
        private static final int TERMS = 48;

        private static final int SPLIT = 30;
        private static final int TIMED = 8;

        private final Tile vector;
        private final float[] a;
        private final float[] b;
        private final float[] c;
        private final int[] rowA;
        private final int[] rowC;
        private final int[] segments = {0, 0, SPLIT, SPLIT, SPLIT, TERMS - SPLIT, 0, 0, TIMED};

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

        void call(int turn) {
            run(turn % 3 == 0 ? 3 : 0, 6, turn % 5 == 0 ? 2 : 1, turn);
        }

        void timed() {
            run(6, 9, 1, Tile.ADD);
        }

        private void run(int from, int to, int step, int mode) {
            vector.run(a, 0, rowA, 0, segments, from, to, step, b, 0, c, 0, rowC, mode % 8, b, 0);
        }
    }
}
