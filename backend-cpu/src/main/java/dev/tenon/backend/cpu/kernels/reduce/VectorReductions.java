package dev.tenon.backend.cpu.kernels.reduce;

import dev.tenon.api.numerics.Contract;
import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums and maxima with vectors. The contract's 16 lanes are one, two or four vectors; its sequences run down the columns,
 * as many as a vector holds at a time.
 *
 * <p>Methods are called on vectors that were just made, never on variables that a loop changes: of these C2 does not know the
 * class, unless a profile happens to tell it. Hence {@code none.add(sum)}, with a vector of -0, which changes no float.
 */
final class VectorReductions implements ReductionKernels {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int L = F.length();
    private static final int LANES = Contract.LANES;
    private static final int GROUP = Contract.GROUP;

    @Override
    public float sumBlock(float[] x, int xi, int count, float[] lanes) {
        int whole = count - count % LANES;
        if (whole == 0) {
            // Nothing for vectors to do: do not even make one.
            Arrays.fill(lanes, 0f);
            return ScalarReductions.sumRest(x, xi, 0, count, lanes);
        }
        FloatVector none = FloatVector.broadcast(F, -0f);
        for (int lane = 0; lane < LANES; lane += L) {
            FloatVector sum = FloatVector.zero(F);
            for (int i = lane; i < whole; i += LANES) {
                sum = FloatVector.fromArray(F, x, xi + i).add(sum);
            }
            none.add(sum).intoArray(lanes, lane);
        }
        return ScalarReductions.sumRest(x, xi, whole, count, lanes);
    }

    @Override
    public float maxBlock(float[] x, int xi, int count, float[] lanes) {
        int whole = count - count % LANES;
        if (whole == 0) {
            System.arraycopy(x, xi, lanes, 0, count);
            return ScalarReductions.maxRest(x, xi, count, count, lanes);
        }
        FloatVector none = FloatVector.broadcast(F, -0f);
        for (int lane = 0; lane < LANES; lane += L) {
            FloatVector best = FloatVector.fromArray(F, x, xi + lane);
            for (int i = lane + LANES; i < whole; i += LANES) {
                FloatVector term = FloatVector.fromArray(F, x, xi + i);
                best = term.blend(best, term.compare(VectorOperators.GT, best).not());
            }
            none.add(best).intoArray(lanes, lane);
        }
        return ScalarReductions.maxRest(x, xi, whole, count, lanes);
    }

    @Override
    public void sumSequence(float[] x, int xi, int stride, int terms, int width, float[] r, int ri) {
        int j = 0;
        for (; j + 4 * L <= width; j += 4 * L) {
            sumFour(x, xi + j, stride, terms, r, ri + j);
        }
        for (; j + L <= width; j += L) {
            sumOne(x, xi + j, stride, terms, r, ri + j);
        }
        ScalarReductions.sumColumns(x, xi, stride, terms, j, width, r, ri);
    }

    private static void sumFour(float[] x, int xi, int stride, int terms, float[] r, int ri) {
        FloatVector none = FloatVector.broadcast(F, -0f);
        FloatVector totalA = FloatVector.zero(F);
        FloatVector totalB = FloatVector.zero(F);
        FloatVector totalC = FloatVector.zero(F);
        FloatVector totalD = FloatVector.zero(F);
        for (int first = 0; first < terms; first += GROUP) {
            int end = Math.min(first + GROUP, terms);
            FloatVector a = FloatVector.zero(F);
            FloatVector b = FloatVector.zero(F);
            FloatVector c = FloatVector.zero(F);
            FloatVector d = FloatVector.zero(F);
            for (int t = first; t < end; t++) {
                int at = xi + t * stride;
                a = FloatVector.fromArray(F, x, at).add(a);
                b = FloatVector.fromArray(F, x, at + L).add(b);
                c = FloatVector.fromArray(F, x, at + 2 * L).add(c);
                d = FloatVector.fromArray(F, x, at + 3 * L).add(d);
            }
            totalA = none.add(totalA).add(a);
            totalB = none.add(totalB).add(b);
            totalC = none.add(totalC).add(c);
            totalD = none.add(totalD).add(d);
        }
        none.add(totalA).intoArray(r, ri);
        none.add(totalB).intoArray(r, ri + L);
        none.add(totalC).intoArray(r, ri + 2 * L);
        none.add(totalD).intoArray(r, ri + 3 * L);
    }

    private static void sumOne(float[] x, int xi, int stride, int terms, float[] r, int ri) {
        FloatVector none = FloatVector.broadcast(F, -0f);
        FloatVector total = FloatVector.zero(F);
        for (int first = 0; first < terms; first += GROUP) {
            int end = Math.min(first + GROUP, terms);
            FloatVector group = FloatVector.zero(F);
            for (int t = first; t < end; t++) {
                group = FloatVector.fromArray(F, x, xi + t * stride).add(group);
            }
            total = none.add(total).add(group);
        }
        none.add(total).intoArray(r, ri);
    }

    @Override
    public void maxSequence(float[] x, int xi, int stride, int terms, int width, float[] r, int ri) {
        int j = 0;
        for (; j + L <= width; j += L) {
            maxOne(x, xi + j, stride, terms, r, ri + j);
        }
        ScalarReductions.maxColumns(x, xi, stride, terms, j, width, r, ri);
    }

    private static void maxOne(float[] x, int xi, int stride, int terms, float[] r, int ri) {
        FloatVector none = FloatVector.broadcast(F, -0f);
        // The first term is in the first group, whose maximum is this term or greater.
        FloatVector total = FloatVector.fromArray(F, x, xi);
        for (int first = 0; first < terms; first += GROUP) {
            int end = Math.min(first + GROUP, terms);
            FloatVector group = FloatVector.fromArray(F, x, xi + first * stride);
            for (int t = first + 1; t < end; t++) {
                FloatVector term = FloatVector.fromArray(F, x, xi + t * stride);
                group = term.blend(
                        group, term.compare(VectorOperators.GT, group).not());
            }
            FloatVector best = none.add(group);
            total = best.blend(total, best.compare(VectorOperators.GT, total).not());
        }
        none.add(total).intoArray(r, ri);
    }

    @Override
    public boolean finite(float[] x, int xi, int count, float[] lanes) {
        FloatVector zero = FloatVector.zero(F);
        // The product of a float with 0 is 0 or not a number. Four sums, for each addition waits for the one before it.
        FloatVector a = zero;
        FloatVector b = zero;
        FloatVector c = zero;
        FloatVector d = zero;
        int whole = count - count % (4 * L);
        for (int i = 0; i < whole; i += 4 * L) {
            int at = xi + i;
            a = FloatVector.fromArray(F, x, at).fma(zero, a);
            b = FloatVector.fromArray(F, x, at + L).fma(zero, b);
            c = FloatVector.fromArray(F, x, at + 2 * L).fma(zero, c);
            d = FloatVector.fromArray(F, x, at + 3 * L).fma(zero, d);
        }
        zero.add(a).add(b).add(c).add(d).intoArray(lanes, 0);
        return ScalarReductions.finiteFrom(0, lanes, 0, L) && ScalarReductions.finiteFrom(whole, x, xi, count);
    }
}
