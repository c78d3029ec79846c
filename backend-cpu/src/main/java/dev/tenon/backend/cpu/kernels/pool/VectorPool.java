package dev.tenon.backend.cpu.kernels.pool;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pooling with vectors of channels; channels left over go to {@link ScalarPool}. Methods are called on vectors just made: see
 * {@link dev.tenon.backend.cpu.kernels.reduce.VectorReductions}.
 */
final class VectorPool implements PoolKernels {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int L = F.length();

    private final PoolKernels scalar = new ScalarPool();

    @Override
    public void max(PoolShape shape, float[] x, int xi, float[] y, int yi) {
        int whole = shape.channels() - shape.channels() % L;
        if (whole > 0 && shape.halves()) {
            maxOfHalves(shape, x, xi, y, yi, whole);
        } else if (whole > 0) {
            maxChannels(shape, x, xi, y, yi, whole);
        }
        if (whole < shape.channels()) {
            ScalarPool.maxChannels(shape, x, xi, y, yi, whole);
        }
    }

    @Override
    public void maxAndPositions(
            PoolShape shape, float least, float[] x, int xi, float[] y, int yi, float[] positions, int pi) {
        int whole = shape.channels() - shape.channels() % L;
        if (whole > 0 && shape.halves()) {
            maxAndPlacesOfHalves(shape, least, x, xi, y, yi, positions, pi, whole);
        } else if (whole > 0) {
            maxAndPlacesOfChannels(shape, least, x, xi, y, yi, positions, pi, whole);
        }
        if (whole < shape.channels()) {
            ScalarPool.maxAndPlacesOfChannels(shape, least, x, xi, y, yi, positions, pi, whole);
        }
    }

    @Override
    public void positions(PoolShape shape, float[] x, int xi, float[] y, int yi, float[] positions, int pi) {
        scalar.positions(shape, x, xi, y, yi, positions, pi);
    }

    /**
     * Windows that tile the image, in vectors; others pixel by pixel, for of each but one of its taps a window has
     * zeros to add.
     */
    @Override
    public void maxGradient(
            PoolShape shape, int[] taps, float[] positions, int pi, float[] g, int gi, float[] dx, int di) {
        if (shape.halves() && shape.channels() % L == 0 && (shape.height() | shape.width()) % 2 == 0) {
            maxGradientOfHalves(shape, positions, pi, g, gi, dx, di);
        } else {
            scalar.maxGradient(shape, taps, positions, pi, g, gi, dx, di);
        }
    }

    @Override
    public void average(PoolShape shape, float[] counts, float[] x, int xi, float[] y, int yi) {
        int whole = shape.channels() - shape.channels() % L;
        if (whole > 0) {
            averageChannels(shape, counts, x, xi, y, yi, whole);
        }
        if (whole < shape.channels()) {
            ScalarPool.averageChannels(shape, counts, x, xi, y, yi, whole);
        }
    }

    @Override
    public void averageGradient(PoolShape shape, float[] counts, float[] g, int gi, float[] dx, int di) {
        Arrays.fill(dx, di, di + shape.imageSize(), 0f);
        int whole = shape.channels() - shape.channels() % L;
        if (whole > 0) {
            averageGradientChannels(shape, counts, g, gi, dx, di, whole);
        }
        if (whole < shape.channels()) {
            ScalarPool.averageGradientChannels(shape, counts, g, gi, dx, di, whole);
        }
    }

    private static void maxChannels(PoolShape shape, float[] x, int xi, float[] y, int yi, int to) {
        int channels = shape.channels();
        int height = shape.window().height();
        int width = shape.window().width();
        FloatVector none = FloatVector.broadcast(F, -0f);
        for (int row = 0; row < shape.down(); row++) {
            int top = shape.top(row);
            for (int column = 0; column < shape.across(); column++) {
                int left = shape.left(column);
                int window = row * shape.across() + column;
                // A first tap in the padding is -infinity; inside it is itself, which comparing it again does not
                // change.
                boolean border = !shape.inside(top, left);
                for (int c = 0; c < to; c += L) {
                    FloatVector best = border
                            ? FloatVector.broadcast(F, Float.NEGATIVE_INFINITY)
                            : FloatVector.fromArray(F, x, xi + (top * shape.width() + left) * channels + c);
                    for (int i = 0; i < height; i++) {
                        int tapRow = shape.tapRow(top, i);
                        for (int j = 0; j < width; j++) {
                            int tapColumn = shape.tapColumn(left, j);
                            if (shape.inside(tapRow, tapColumn)) {
                                FloatVector tap = FloatVector.fromArray(
                                        F, x, xi + (tapRow * shape.width() + tapColumn) * channels + c);
                                best = tap.blend(
                                        best,
                                        tap.compare(VectorOperators.GT, best).not());
                            }
                        }
                    }
                    none.add(best).intoArray(y, yi + window * channels + c);
                }
            }
        }
    }

    private static void maxAndPlacesOfChannels(
            PoolShape shape, float least, float[] x, int xi, float[] y, int yi, float[] positions, int pi, int to) {
        int channels = shape.channels();
        int height = shape.window().height();
        int width = shape.window().width();
        FloatVector none = FloatVector.broadcast(F, -0f);
        FloatVector nowhere = FloatVector.broadcast(F, NOWHERE);
        for (int row = 0; row < shape.down(); row++) {
            int top = shape.top(row);
            for (int column = 0; column < shape.across(); column++) {
                int left = shape.left(column);
                int window = (row * shape.across() + column) * channels;
                boolean border = !shape.inside(top, left);
                for (int c = 0; c < to; c += L) {
                    FloatVector best = border
                            ? FloatVector.broadcast(F, Float.NEGATIVE_INFINITY)
                            : FloatVector.fromArray(F, x, xi + (top * shape.width() + left) * channels + c);
                    FloatVector position = FloatVector.broadcast(F, border ? NOWHERE : 0f);
                    // Counted as a float: to convert a number for each tap would hold up the next.
                    float number = 0f;
                    for (int i = 0; i < height; i++) {
                        int tapRow = shape.tapRow(top, i);
                        for (int j = 0; j < width; j++) {
                            int tapColumn = shape.tapColumn(left, j);
                            if (shape.inside(tapRow, tapColumn)) {
                                FloatVector tap = FloatVector.fromArray(
                                        F, x, xi + (tapRow * shape.width() + tapColumn) * channels + c);
                                VectorMask<Float> less =
                                        tap.compare(VectorOperators.GT, best).not();
                                best = tap.blend(best, less);
                                position = FloatVector.broadcast(F, number).blend(position, less);
                            }
                            number++;
                        }
                    }
                    FloatVector result = none.add(best);
                    result.intoArray(y, yi + window + c);
                    nowhere.blend(position, result.compare(VectorOperators.GE, least))
                            .intoArray(positions, pi + window + c);
                }
            }
        }
    }

    private static void averageChannels(PoolShape shape, float[] counts, float[] x, int xi, float[] y, int yi, int to) {
        int channels = shape.channels();
        int height = shape.window().height();
        int width = shape.window().width();
        FloatVector none = FloatVector.broadcast(F, -0f);
        for (int row = 0; row < shape.down(); row++) {
            int top = shape.top(row);
            for (int column = 0; column < shape.across(); column++) {
                int left = shape.left(column);
                int window = row * shape.across() + column;
                for (int c = 0; c < to; c += L) {
                    FloatVector sum = FloatVector.zero(F);
                    for (int i = 0; i < height; i++) {
                        int tapRow = shape.tapRow(top, i);
                        for (int j = 0; j < width; j++) {
                            int tapColumn = shape.tapColumn(left, j);
                            if (shape.inside(tapRow, tapColumn)) {
                                sum = FloatVector.fromArray(
                                                F, x, xi + (tapRow * shape.width() + tapColumn) * channels + c)
                                        .add(sum);
                            }
                        }
                    }
                    none.add(sum).div(counts[window]).intoArray(y, yi + window * channels + c);
                }
            }
        }
    }

    private static void averageGradientChannels(
            PoolShape shape, float[] counts, float[] g, int gi, float[] dx, int di, int to) {
        int channels = shape.channels();
        int height = shape.window().height();
        int width = shape.window().width();
        for (int row = shape.down() - 1; row >= 0; row--) {
            int top = shape.top(row);
            for (int column = shape.across() - 1; column >= 0; column--) {
                int left = shape.left(column);
                int window = row * shape.across() + column;
                for (int c = 0; c < to; c += L) {
                    FloatVector part = FloatVector.fromArray(F, g, gi + window * channels + c)
                            .div(counts[window]);
                    for (int i = 0; i < height; i++) {
                        int tapRow = shape.tapRow(top, i);
                        for (int j = 0; j < width; j++) {
                            int tapColumn = shape.tapColumn(left, j);
                            if (shape.inside(tapRow, tapColumn)) {
                                int at = di + (tapRow * shape.width() + tapColumn) * channels + c;
                                FloatVector.fromArray(F, dx, at).add(part).intoArray(dx, at);
                            }
                        }
                    }
                }
            }
        }
    }

    /**
     * One loop for each row of windows, over all their channels, since loops over the channels of one window would be over
     * before they are at full speed.
     */
    private static void maxOfHalves(PoolShape shape, float[] x, int xi, float[] y, int yi, int to) {
        int channels = shape.channels();
        int pitch = shape.width() * channels;
        for (int row = 0; row < shape.down(); row++) {
            int at = xi + 2 * row * pitch;
            int result = yi + row * shape.across() * channels;
            int c = 0;
            for (int i = 0; i < shape.across() * to; i += L) {
                FloatVector best = FloatVector.fromArray(F, x, at);
                FloatVector tap = FloatVector.fromArray(F, x, at + channels);
                best = best.blend(tap, tap.compare(VectorOperators.GT, best));
                tap = FloatVector.fromArray(F, x, at + pitch);
                best = best.blend(tap, tap.compare(VectorOperators.GT, best));
                tap = FloatVector.fromArray(F, x, at + pitch + channels);
                best = best.blend(tap, tap.compare(VectorOperators.GT, best));
                best.intoArray(y, result);
                at += L;
                result += L;
                c += L;
                if (c == to) {
                    c = 0;
                    at += 2 * channels - to;
                    result += channels - to;
                }
            }
        }
    }

    private static void maxAndPlacesOfHalves(
            PoolShape shape, float least, float[] x, int xi, float[] y, int yi, float[] positions, int pi, int to) {
        int channels = shape.channels();
        int pitch = shape.width() * channels;
        int toPlace = pi - yi;
        FloatVector nowhere = FloatVector.broadcast(F, NOWHERE);
        FloatVector zero = FloatVector.zero(F);
        for (int row = 0; row < shape.down(); row++) {
            int at = xi + 2 * row * pitch;
            int result = yi + row * shape.across() * channels;
            int c = 0;
            for (int i = 0; i < shape.across() * to; i += L) {
                FloatVector best = FloatVector.fromArray(F, x, at);
                FloatVector tap = FloatVector.fromArray(F, x, at + channels);
                VectorMask<Float> more = tap.compare(VectorOperators.GT, best);
                best = best.blend(tap, more);
                FloatVector position = zero.blend(1f, more);
                tap = FloatVector.fromArray(F, x, at + pitch);
                more = tap.compare(VectorOperators.GT, best);
                best = best.blend(tap, more);
                position = position.blend(2f, more);
                tap = FloatVector.fromArray(F, x, at + pitch + channels);
                more = tap.compare(VectorOperators.GT, best);
                best = best.blend(tap, more);
                position = position.blend(3f, more);
                best.intoArray(y, result);
                nowhere.blend(position, best.compare(VectorOperators.GE, least)).intoArray(positions, result + toPlace);
                at += L;
                result += L;
                c += L;
                if (c == to) {
                    c = 0;
                    at += 2 * channels - to;
                    result += channels - to;
                }
            }
        }
    }

    private static void maxGradientOfHalves(
            PoolShape shape, float[] positions, int pi, float[] g, int gi, float[] dx, int di) {
        int channels = shape.channels();
        int pitch = shape.width() * channels;
        int toPlace = pi - gi;
        FloatVector zero = FloatVector.zero(F);
        for (int row = 0; row < shape.down(); row++) {
            int at = di + 2 * row * pitch;
            int result = gi + row * shape.across() * channels;
            int c = 0;
            for (int i = 0; i < shape.across() * channels; i += L) {
                // Added to +0, as every term of a gradient is.
                FloatVector whole = zero.add(FloatVector.fromArray(F, g, result));
                FloatVector position = FloatVector.fromArray(F, positions, result + toPlace);
                zero.blend(whole, position.compare(VectorOperators.EQ, 0f)).intoArray(dx, at);
                zero.blend(whole, position.compare(VectorOperators.EQ, 1f)).intoArray(dx, at + channels);
                zero.blend(whole, position.compare(VectorOperators.EQ, 2f)).intoArray(dx, at + pitch);
                zero.blend(whole, position.compare(VectorOperators.EQ, 3f)).intoArray(dx, at + pitch + channels);
                at += L;
                result += L;
                c += L;
                if (c == channels) {
                    c = 0;
                    at += channels;
                }
            }
        }
    }
}
