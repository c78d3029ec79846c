package dev.tenon.backend.opencl.kernels;

import dev.tenon.api.graph.Primitive.Reduce;
import dev.tenon.api.numerics.Contract;
import dev.tenon.backend.opencl.launch.KernelCode;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.List;

/** Sums and maxima along one group of axes. */
public final class ReductionKernels {
    /** Work items side by side of the sequence rule. */
    static final int COLUMNS = 32;

    private final Style style;

    /** For a device. */
    public ReductionKernels(Style style) {
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

    /** How many neighbouring columns an item adds up at a time. */
    public int width(int inner) {
        // A GPU wants its items side by side first.
        int least = style.shares() > 1 ? COLUMNS * style.width() : style.width();
        return inner % least == 0 ? style.width() : 1;
    }

    /** Adds the arguments of the terms' parameters. */
    public interface Arguments {
        Launch.Builder to(Launch.Builder launch);
    }

    /**
     * {@code [outer, terms, inner] -> [outer, inner]}: a sum by the sequence rule, of terms that are computed on the way.
     *
     * @param part computes the terms, {@link #width} at a time
     * @param term their name there
     */
    public Launch sum(
            KernelCode.Part part, String term, Arguments arguments, Tensor y, int outer, int terms, int inner) {
        KernelCode code = new KernelCode.Summed(part, term, style.shares(), COLUMNS);
        long items = inner / part.width();
        return arguments
                .to(Launch.of("reduce", code))
                .out(y)
                .whole(terms, inner)
                .grid(
                        List.of(items, (long) style.shares(), (long) outer),
                        style.shares() > 1
                                ? List.of((long) COLUMNS, (long) style.shares(), 1L)
                                : List.of(Math.min(items, 8), 1L, 1L));
    }

    private Launch sum(Tensor x, Tensor y, int outer, int terms, int inner) {
        int width = width(inner);
        String load = width == 1 ? "float x0 = in0[i]" : "float" + width + " x0 = vload" + width + "(0, in0 + i)";
        KernelCode.Part part =
                new KernelCode.Part(List.of("__global const float* in0"), "    const " + load + ";\n", width);
        return sum(part, "x0", launch -> launch.in(x), y, outer, terms, inner);
    }

    /** {@code [outer, terms, inner] -> [outer, inner]} by the sequence rule. */
    public Launch sequence(Reduce.Kind kind, Tensor x, Tensor y, int outer, int terms, int inner) {
        if (kind == Reduce.Kind.SUM) {
            return sum(x, y, outer, terms, inner);
        }
        return Launch.of("reduce", BuiltinProgram.code(style, "max_sequence"))
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
        Launch.Builder launch = Launch.of("reduce", BuiltinProgram.code(style, prefix(kind) + "lanes"))
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
