package dev.tenon.backend.opencl.kernels;

import dev.tenon.api.graph.Primitive.Reduce;
import dev.tenon.api.numerics.Contract;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.List;

/** Sums and maxima along one group of axes. */
public final class Reductions {
    /** Work items side by side of the sequence rule. */
    static final int COLUMNS = 32;

    private final Style style;

    /** For a device. */
    public Reductions(Style style) {
        this.style = style;
    }

    /** Blocks of a work group of the lanes rule. */
    static int units(Style style) {
        return Math.max(1, style.group() / Contract.LANES);
    }

    private static String prefix(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> "sum_";
            case MAX -> "max_";
        };
    }

    /** {@code [outer, terms, inner] -> [outer, inner]} by the sequence rule. */
    public Launch sequence(Reduce.Kind kind, Tensor x, Tensor y, int outer, int terms, int inner) {
        return Launch.of("reduce", Common.code(style, prefix(kind) + "sequence"))
                .in(x)
                .out(y)
                .whole(terms, inner, outer)
                .grid(
                        List.of((long) inner, (long) style.shares(), (long) outer),
                        List.of((long) COLUMNS, (long) style.shares(), 1L));
    }

    /** Blocks of contiguous terms that {@link #lanes} makes of a row. */
    public static int blocks(int terms) {
        return Math.ceilDiv(terms, Contract.BLOCK);
    }

    /** {@code [rows, terms] -> [rows, blocks]} by the lanes rule; several blocks are a sequence. */
    public Launch lanes(Reduce.Kind kind, Tensor x, Tensor y, int rows, int terms) {
        int blocks = blocks(terms);
        Launch.Builder launch = Launch.of("reduce", Common.code(style, prefix(kind) + "lanes"))
                .in(x)
                .out(y)
                .whole(terms, blocks, rows);
        long units = (long) rows * blocks;
        return style.shares() > 1
                ? launch.grid(
                        List.of((long) Contract.LANES, units), List.of((long) Contract.LANES, (long) units(style)))
                : launch.grid(List.of(1L, units), List.of(1L, Math.min(units, 16)));
    }
}
