package dev.tenon.backend.cpu.kernels;

import dev.tenon.api.numerics.Contract;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums and maxima with vectors. The contract's 16 lanes are one, two or four vectors; its sequences run down the columns,
 * as many as a vector holds at a time.
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
        for (int lane = 0; lane < LANES; lane += L) {
            FloatVector sum = FloatVector.zero(F);
            for (int i = lane; i < whole; i += LANES) {
                sum = sum.add(FloatVector.fromArray(F, x, xi + i));
            }
            sum.intoArray(lanes, lane);
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
        for (int lane = 0; lane < LANES; lane += L) {
            FloatVector best = FloatVector.fromArray(F, x, xi + lane);
            for (int i = lane + LANES; i < whole; i += LANES) {
                FloatVector term = FloatVector.fromArray(F, x, xi + i);
                best = best.blend(term, term.compare(VectorOperators.GT, best));
            }
            best.intoArray(lanes, lane);
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
                a = a.add(FloatVector.fromArray(F, x, at));
                b = b.add(FloatVector.fromArray(F, x, at + L));
                c = c.add(FloatVector.fromArray(F, x, at + 2 * L));
                d = d.add(FloatVector.fromArray(F, x, at + 3 * L));
            }
            totalA = totalA.add(a);
            totalB = totalB.add(b);
            totalC = totalC.add(c);
            totalD = totalD.add(d);
        }
        totalA.intoArray(r, ri);
        totalB.intoArray(r, ri + L);
        totalC.intoArray(r, ri + 2 * L);
        totalD.intoArray(r, ri + 3 * L);
    }

    private static void sumOne(float[] x, int xi, int stride, int terms, float[] r, int ri) {
        FloatVector total = FloatVector.zero(F);
        for (int first = 0; first < terms; first += GROUP) {
            int end = Math.min(first + GROUP, terms);
            FloatVector group = FloatVector.zero(F);
            for (int t = first; t < end; t++) {
                group = group.add(FloatVector.fromArray(F, x, xi + t * stride));
            }
            total = total.add(group);
        }
        total.intoArray(r, ri);
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
        FloatVector total = FloatVector.zero(F);
        for (int first = 0; first < terms; first += GROUP) {
            int end = Math.min(first + GROUP, terms);
            FloatVector group = FloatVector.fromArray(F, x, xi + first * stride);
            for (int t = first + 1; t < end; t++) {
                FloatVector term = FloatVector.fromArray(F, x, xi + t * stride);
                group = group.blend(term, term.compare(VectorOperators.GT, group));
            }
            total = first == 0 ? group : total.blend(group, group.compare(VectorOperators.GT, total));
        }
        total.intoArray(r, ri);
    }
}
