package dev.tenon.api.numerics;

/**
 * The constants of the numeric contract. They fix the order of every sum, and with it the bits of every result, so that a
 * change of any of them is a new {@link #VERSION}.
 */
public final class Contract {
    /** The version of the contract that this package defines. */
    public static final int VERSION = 1;

    /** The contract's name as a run records it. */
    public static final String NAME = "numerics " + VERSION;

    /**
     * Terms in one chunk of a {@linkplain Chain dot-product chain}. 256 is the depth of a cache block in a matrix product, so
     * that a kernel which keeps its accumulators in registers for one block has the contract's order for free.
     */
    public static final int CHUNK = 256;

    /**
     * Virtual lanes of a sum over contiguous elements: the number of floats in the widest vector register in use (512 bit).
     * Narrower registers, and scalar code, keep the same 16 partial sums in several registers.
     */
    public static final int LANES = 16;

    /** Consecutive terms that form one group where a sum runs along an axis that is not innermost. */
    public static final int GROUP = 8;

    /** Elements in one block of a sum over contiguous elements; blocks can be summed independently of one another. */
    public static final int BLOCK = 4096;

    private Contract() {}
}
