package dev.tenon.backend.cpu.peak;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Chains of fused multiply-adds that do not depend on each other, in registers. A processor that starts two a cycle, each
 * ready after four, needs eight chains to be busy; one that starts four, sixteen. Twelve, with their two operands, still fit
 * the 16 registers of AVX2; sixteen need a processor with 32. Each chain is a sum that products are added to, the form in which
 * the instruction's result replaces an operand that nothing else needs; any other form costs a move for each.
 */
final class FmaChains {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private FmaChains() {}

    /** Floating-point operations of a round of twelve chains. */
    static final long TWELVE = 12L * 2 * SPECIES.length();

    /** Floating-point operations of a round of sixteen chains. */
    static final long SIXTEEN = 16L * 2 * SPECIES.length();

    /** Rounds of twelve chains; the result is to be used, so that none of it is left out. */
    static float twelve(int rounds) {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector y = FloatVector.broadcast(SPECIES, 1e-3f);
        FloatVector a = x;
        FloatVector b = x.mul(0.1f);
        FloatVector c = x.mul(0.2f);
        FloatVector d = x.mul(0.3f);
        FloatVector e = x.mul(0.4f);
        FloatVector f = x.mul(0.5f);
        FloatVector g = x.mul(0.6f);
        FloatVector h = x.mul(0.7f);
        FloatVector i = x.mul(0.8f);
        FloatVector j = x.mul(0.9f);
        FloatVector k = x.mul(1.1f);
        FloatVector l = x.mul(1.2f);
        for (int round = 0; round < rounds; round++) {
            a = x.fma(y, a);
            b = x.fma(y, b);
            c = x.fma(y, c);
            d = x.fma(y, d);
            e = x.fma(y, e);
            f = x.fma(y, f);
            g = x.fma(y, g);
            h = x.fma(y, h);
            i = x.fma(y, i);
            j = x.fma(y, j);
            k = x.fma(y, k);
            l = x.fma(y, l);
        }
        FloatVector sum = a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l);
        return sum.lane(0);
    }

    /** Rounds of sixteen chains. */
    static float sixteen(int rounds) {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector y = FloatVector.broadcast(SPECIES, 1e-3f);
        FloatVector a = x;
        FloatVector b = x.mul(0.1f);
        FloatVector c = x.mul(0.2f);
        FloatVector d = x.mul(0.3f);
        FloatVector e = x.mul(0.4f);
        FloatVector f = x.mul(0.5f);
        FloatVector g = x.mul(0.6f);
        FloatVector h = x.mul(0.7f);
        FloatVector i = x.mul(0.8f);
        FloatVector j = x.mul(0.9f);
        FloatVector k = x.mul(1.1f);
        FloatVector l = x.mul(1.2f);
        FloatVector m = x.mul(1.3f);
        FloatVector n = x.mul(1.4f);
        FloatVector o = x.mul(1.5f);
        FloatVector p = x.mul(1.6f);
        for (int round = 0; round < rounds; round++) {
            a = x.fma(y, a);
            b = x.fma(y, b);
            c = x.fma(y, c);
            d = x.fma(y, d);
            e = x.fma(y, e);
            f = x.fma(y, f);
            g = x.fma(y, g);
            h = x.fma(y, h);
            i = x.fma(y, i);
            j = x.fma(y, j);
            k = x.fma(y, k);
            l = x.fma(y, l);
            m = x.fma(y, m);
            n = x.fma(y, n);
            o = x.fma(y, o);
            p = x.fma(y, p);
        }
        FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h);
        sum = sum.add(i).add(j).add(k).add(l).add(m).add(n).add(o).add(p);
        return sum.lane(0);
    }
}
