package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.WarmupSwitch;

/** A vector tile with a {@link WarmupSwitch}. */
final class SwitchingTile implements PanelTile {
    private static final long BUDGET_NANOS = 2000;

    private final Tile vector;
    private final Tile scalar;
    private final WarmupSwitch warmup;

    SwitchingTile(Tile vector) {
        this(vector, new ScalarTile(vector.rows(), vector.columns()), Small.ofSegments(vector, 1));
    }

    private SwitchingTile(Tile vector, Tile scalar, Small small) {
        this.vector = vector;
        this.scalar = scalar;
        this.warmup = new WarmupSwitch(small::call, small::timed, BUDGET_NANOS);
    }

    /** A {@linkplain PixelTiles tile of pixels} at a distance. */
    static SwitchingTile ofPixels(Tile vector, int distance) {
        return new SwitchingTile(
                vector, new ScalarTile(vector.rows(), vector.columns()), Small.ofPixels(vector, distance));
    }

    /** A {@linkplain ImageTiles tile of images}. */
    static SwitchingTile ofImages(Tile vector, int lanes) {
        Tile scalar = new ScalarTileOfImages(vector.rows(), vector.columns(), lanes);
        return new SwitchingTile(vector, scalar, Small.ofSegments(vector, lanes));
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
        return warmup.ready() ? vector : scalar;
    }

    /** Products of some terms, in all modes, in one segment and in several. */
    private static final class Small {
        /**
         * As many as make a loop: with 16 C2, which sees a dozen calls, thought the loop over terms little more frequent than
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
        private final int[] segments;

        /** Where the segments begin that some calls leave out, and those that are timed. */
        private final int second;

        private final int timed;
        private final int end;

        private Small(Tile vector, int distance, int lanes, int[] segments, int second, int timed, int end) {
            this.vector = vector;
            this.segments = segments;
            this.second = second;
            this.timed = timed;
            this.end = end;
            int rows = vector.rows();
            int columns = vector.columns();
            a = new float[(rows * distance + 2 * TERMS) * lanes];
            b = new float[TERMS * columns];
            c = new float[rows * columns * lanes];
            rowA = new int[rows];
            rowC = new int[rows];
            for (int i = 0; i < rows; i++) {
                rowA[i] = i * distance;
                rowC[i] = i * columns;
            }
        }

        static Small ofSegments(Tile vector, int lanes) {
            int[] segments = {0, 0, SPLIT, SPLIT, SPLIT, TERMS - SPLIT, 0, 0, TIMED};
            return new Small(vector, TERMS, lanes, segments, 3, 6, 6);
        }

        static Small ofPixels(Tile vector, int distance) {
            int[] segments = new int[3 * TERMS];
            for (int term = 0; term < TERMS; term++) {
                segments[3 * term] = term;
                segments[3 * term + 1] = term;
                segments[3 * term + 2] = 1;
            }
            return new Small(vector, distance, 1, segments, 3 * SPLIT, 3 * (TERMS - TIMED), 3 * TERMS);
        }

        void call(int turn) {
            run(turn % 3 == 0 ? second : 0, end, turn % 5 == 0 ? 2 : 1, turn);
        }

        void timed() {
            run(timed, segments.length, 1, Tile.ADD);
        }

        private void run(int from, int to, int step, int mode) {
            vector.run(a, 0, rowA, 0, segments, from, to, step, b, 0, c, 0, rowC, mode % 8, b, 0);
        }
    }
}
