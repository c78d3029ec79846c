package dev.tenon.backend.cpu.kernels;

import java.util.Arrays;

/** The scalar twin of {@link VectorPool}. */
final class ScalarPool implements PoolKernels {
    @Override
    public void max(PoolShape shape, float[] x, int xi, float[] y, int yi) {
        maxChannels(shape, x, xi, y, yi, 0);
    }

    @Override
    public void maxGradient(
            PoolShape shape, float[] x, int xi, float[] y, int yi, float[] g, int gi, float[] dx, int di) {
        Arrays.fill(dx, di, di + shape.imageSize(), 0f);
        maxGradientChannels(shape, x, xi, y, yi, g, gi, dx, di, 0);
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
                // A first tap in the border is -infinity; inside it is itself, which comparing it again does not
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

    static void maxGradientChannels(
            PoolShape shape, float[] x, int xi, float[] y, int yi, float[] g, int gi, float[] dx, int di, int from) {
        int channels = shape.channels();
        int height = shape.window().height();
        int width = shape.window().width();
        for (int row = shape.down() - 1; row >= 0; row--) {
            int top = shape.top(row);
            for (int column = shape.across() - 1; column >= 0; column--) {
                int left = shape.left(column);
                int window = row * shape.across() + column;
                for (int c = from; c < shape.channels(); c++) {
                    float result = y[yi + window * channels + c];
                    // What is left to give: all of it until a tap equals the result, then nothing.
                    float rest = g[gi + window * channels + c];
                    for (int i = 0; i < height; i++) {
                        int tapRow = shape.tapRow(top, i);
                        for (int j = 0; j < width; j++) {
                            int tapColumn = shape.tapColumn(left, j);
                            if (shape.inside(tapRow, tapColumn)) {
                                int at = di + (tapRow * shape.width() + tapColumn) * channels + c;
                                float tap = x[xi - di + at];
                                boolean hit = tap == result;
                                dx[at] = dx[at] + (hit ? rest : 0f);
                                rest = hit ? 0f : rest;
                            } else if (result == Float.NEGATIVE_INFINITY) {
                                rest = 0f;
                            }
                        }
                    }
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
