package dev.tenon.backend.cpu.kernels.pool;

import java.util.Arrays;

/** The scalar twin of {@link VectorPool}. */
final class ScalarPool implements PoolKernels {
    @Override
    public void max(PoolShape shape, float[] x, int xi, float[] y, int yi) {
        maxChannels(shape, x, xi, y, yi, 0);
    }

    @Override
    public void maxAndPositions(
            PoolShape shape, float least, float[] x, int xi, float[] y, int yi, float[] positions, int pi) {
        maxAndPlacesOfChannels(shape, least, x, xi, y, yi, positions, pi, 0);
    }

    @Override
    public void positions(PoolShape shape, float[] x, int xi, float[] y, int yi, float[] positions, int pi) {
        for (int row = 0; row < shape.down(); row++) {
            for (int column = 0; column < shape.across(); column++) {
                int window = (row * shape.across() + column) * shape.channels();
                for (int c = 0; c < shape.channels(); c++) {
                    positions[pi + window + c] = position(shape, x, xi + c, row, column, y[yi + window + c]);
                }
            }
        }
    }

    private static float position(PoolShape shape, float[] x, int xi, int row, int column, float result) {
        int width = shape.window().width();
        for (int tap = 0; tap < shape.window().height() * width; tap++) {
            int tapRow = shape.tapRow(shape.top(row), tap / width);
            int tapColumn = shape.tapColumn(shape.left(column), tap % width);
            boolean inside = shape.inside(tapRow, tapColumn);
            float value =
                    inside ? x[xi + (tapRow * shape.width() + tapColumn) * shape.channels()] : Float.NEGATIVE_INFINITY;
            if (value == result) {
                return inside ? tap : NOWHERE;
            }
        }
        return NOWHERE;
    }

    @Override
    public void maxGradient(
            PoolShape shape, int[] taps, float[] positions, int pi, float[] g, int gi, float[] dx, int di) {
        Arrays.fill(dx, di, di + shape.imageSize(), 0f);
        int channels = shape.channels();
        for (int row = shape.down() - 1; row >= 0; row--) {
            for (int column = shape.across() - 1; column >= 0; column--) {
                int first = di + (shape.top(row) * shape.width() + shape.left(column)) * channels;
                int window = (row * shape.across() + column) * channels;
                for (int c = 0; c < channels; c++) {
                    int tap = (int) positions[pi + window + c];
                    if (tap >= 0) {
                        dx[first + taps[tap] + c] += g[gi + window + c];
                    }
                }
            }
        }
    }

    @Override
    public void average(PoolShape shape, float[] counts, float[] x, int xi, float[] y, int yi) {
        averageChannels(shape, counts, x, xi, y, yi, 0);
    }

    @Override
    public void averageGradient(PoolShape shape, float[] counts, float[] g, int gi, float[] dx, int di) {
        Arrays.fill(dx, di, di + shape.imageSize(), 0f);
        averageGradientChannels(shape, counts, g, gi, dx, di, 0);
    }

    static void maxChannels(PoolShape shape, float[] x, int xi, float[] y, int yi, int from) {
        int channels = shape.channels();
        int height = shape.window().height();
        int width = shape.window().width();
        for (int row = 0; row < shape.down(); row++) {
            int top = shape.top(row);
            for (int column = 0; column < shape.across(); column++) {
                int left = shape.left(column);
                int window = row * shape.across() + column;
                // A first tap in the padding is -infinity; inside it is itself, which comparing it again does not
                // change.
                boolean border = !shape.inside(top, left);
                for (int c = from; c < shape.channels(); c++) {
                    float best = border ? Float.NEGATIVE_INFINITY : x[xi + (top * shape.width() + left) * channels + c];
                    for (int i = 0; i < height; i++) {
                        int tapRow = shape.tapRow(top, i);
                        for (int j = 0; j < width; j++) {
                            int tapColumn = shape.tapColumn(left, j);
                            if (shape.inside(tapRow, tapColumn)) {
                                float tap = x[xi + (tapRow * shape.width() + tapColumn) * channels + c];
                                best = tap > best ? tap : best;
                            }
                        }
                    }
                    y[yi + window * channels + c] = best;
                }
            }
        }
    }

    static void maxAndPlacesOfChannels(
            PoolShape shape, float least, float[] x, int xi, float[] y, int yi, float[] positions, int pi, int from) {
        int channels = shape.channels();
        int height = shape.window().height();
        int width = shape.window().width();
        for (int row = 0; row < shape.down(); row++) {
            int top = shape.top(row);
            for (int column = 0; column < shape.across(); column++) {
                int left = shape.left(column);
                int window = (row * shape.across() + column) * channels;
                boolean border = !shape.inside(top, left);
                for (int c = from; c < channels; c++) {
                    float best = border ? Float.NEGATIVE_INFINITY : x[xi + (top * shape.width() + left) * channels + c];
                    float position = border ? NOWHERE : 0f;
                    for (int i = 0; i < height; i++) {
                        int tapRow = shape.tapRow(top, i);
                        for (int j = 0; j < width; j++) {
                            int tapColumn = shape.tapColumn(left, j);
                            if (shape.inside(tapRow, tapColumn)) {
                                float tap = x[xi + (tapRow * shape.width() + tapColumn) * channels + c];
                                position = tap > best ? i * width + j : position;
                                best = tap > best ? tap : best;
                            }
                        }
                    }
                    y[yi + window + c] = best;
                    positions[pi + window + c] = best >= least ? position : NOWHERE;
                }
            }
        }
    }

    static void averageChannels(PoolShape shape, float[] counts, float[] x, int xi, float[] y, int yi, int from) {
        int channels = shape.channels();
        int height = shape.window().height();
        int width = shape.window().width();
        for (int row = 0; row < shape.down(); row++) {
            int top = shape.top(row);
            for (int column = 0; column < shape.across(); column++) {
                int left = shape.left(column);
                int window = row * shape.across() + column;
                for (int c = from; c < shape.channels(); c++) {
                    float sum = 0f;
                    for (int i = 0; i < height; i++) {
                        int tapRow = shape.tapRow(top, i);
                        for (int j = 0; j < width; j++) {
                            int tapColumn = shape.tapColumn(left, j);
                            if (shape.inside(tapRow, tapColumn)) {
                                sum = sum + x[xi + (tapRow * shape.width() + tapColumn) * channels + c];
                            }
                        }
                    }
                    y[yi + window * channels + c] = sum / counts[window];
                }
            }
        }
    }

    static void averageGradientChannels(
            PoolShape shape, float[] counts, float[] g, int gi, float[] dx, int di, int from) {
        int channels = shape.channels();
        int height = shape.window().height();
        int width = shape.window().width();
        for (int row = shape.down() - 1; row >= 0; row--) {
            int top = shape.top(row);
            for (int column = shape.across() - 1; column >= 0; column--) {
                int left = shape.left(column);
                int window = row * shape.across() + column;
                for (int c = from; c < shape.channels(); c++) {
                    float part = g[gi + window * channels + c] / counts[window];
                    for (int i = 0; i < height; i++) {
                        int tapRow = shape.tapRow(top, i);
                        for (int j = 0; j < width; j++) {
                            int tapColumn = shape.tapColumn(left, j);
                            if (shape.inside(tapRow, tapColumn)) {
                                int at = di + (tapRow * shape.width() + tapColumn) * channels + c;
                                dx[at] = dx[at] + part;
                            }
                        }
                    }
                }
            }
        }
    }
}
