package dev.tenon.backend.cpu.kernels.elementwise;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.backend.cpu.kernels.jit.WarmupSwitch;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vector elementwise ops, each with a {@link WarmupSwitch}. */
final class SwitchingElementwise implements ElementwiseKernels {
    private static final int LENGTH = 128;
    private static final int TIMED = 24;
    private static final long BUDGET_NANOS = 1500;

    private final ElementwiseKernels vector;
    private final ElementwiseKernels scalar = new ScalarElementwise();
    private final Map<Unary.Kind, WarmupSwitch> unary = new EnumMap<>(Unary.Kind.class);
    private final Map<Binary.Kind, WarmupSwitch> binary = new EnumMap<>(Binary.Kind.class);
    private final WarmupSwitch fma;
    private final WarmupSwitch select;
    private final WarmupSwitch selectLess;

    SwitchingElementwise(ElementwiseKernels vector) {
        this.vector = vector;
        float[] x = new float[LENGTH];
        float[] y = new float[LENGTH];
        float[] r = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            x[i] = i / 8f;
            y[i] = i % 2;
        }
        for (Unary.Kind kind : Unary.Kind.values()) {
            unary.put(kind, warmup((kernels, count) -> kernels.unary(kind, x, 0, r, 0, count)));
        }
        for (Binary.Kind kind : Binary.Kind.values()) {
            binary.put(kind, warmup((kernels, count) -> kernels.binary(kind, x, 0, y, 0, r, 0, count)));
        }
        fma = warmup((kernels, count) -> kernels.fma(x, 0, y, 0, x, 0, r, 0, count));
        select = warmup((kernels, count) -> kernels.select(y, 0, x, 0, y, 0, r, 0, count));
        selectLess = warmup((kernels, count) -> kernels.selectLess(y, 0, x, 0, x, 0, y, 0, r, 0, count));
    }

    private interface Call {
        void run(ElementwiseKernels kernels, int count);
    }

    /** Runs of different lengths, so that whole vectors and what is left over are both seen. */
    private WarmupSwitch warmup(Call call) {
        return new WarmupSwitch(
                turn -> call.run(vector, 1 + turn * 7 % LENGTH), () -> call.run(vector, TIMED), BUDGET_NANOS);
    }

    @Override
    public void unary(Unary.Kind kind, float[] x, int xi, float[] r, int ri, int count) {
        chosen(unary.get(kind)).unary(kind, x, xi, r, ri, count);
    }

    @Override
    public void binary(Binary.Kind kind, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        chosen(binary.get(kind)).binary(kind, x, xi, y, yi, r, ri, count);
    }

    @Override
    public void fma(float[] x, int xi, float[] y, int yi, float[] z, int zi, float[] r, int ri, int count) {
        chosen(fma).fma(x, xi, y, yi, z, zi, r, ri, count);
    }

    @Override
    public void select(float[] condition, int ci, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        chosen(select).select(condition, ci, x, xi, y, yi, r, ri, count);
    }

    @Override
    public void selectLess(
            float[] a, int ai, float[] b, int bi, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        chosen(selectLess).selectLess(a, ai, b, bi, x, xi, y, yi, r, ri, count);
    }

    private ElementwiseKernels chosen(@Nullable WarmupSwitch warmup) {
        return warmup != null && warmup.ready() ? vector : scalar;
    }
}
