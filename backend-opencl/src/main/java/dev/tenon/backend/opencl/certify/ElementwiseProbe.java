package dev.tenon.backend.opencl.certify;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.Elementwise;
import dev.tenon.api.numerics.Exp;
import dev.tenon.api.numerics.Log;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.numerics.Tanh;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Functions of single elements: on any float there is, on common ones, and where one size of result ends. */
final class ElementwiseProbe {
    private static final int SIZE = 4096;

    private static final float[] SPECIAL = {
        0f,
        -0f,
        1f,
        -1f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        88.72284f,
        88.72283f,
        -103.97208f,
        -87.33655f,
        9.010913f,
        16f
    };

    /**
     * The floats whose logarithm, rounded by way of the nearest double, would come out wrong, and their neighbours in the sum;
     * see {@link Log}.
     */
    private static final int[] HARD = {0x3c413d3a, 0x41178feb, 0x4c5d65a5, 0x65d890d3, 0x6f31a8ec};

    private ElementwiseProbe() {}

    /** An op of up to three numbers, as a value and as its definition. */
    private record Case(String name, Value value, Scalar scalar) {}

    private interface Scalar {
        float of(float a, float b, float c);
    }

    /** All ops side by side in one kernel, each result one op's: a compiler takes its time for every kernel. */
    static Probe make() {
        Probe probe = new Probe("elementwise");
        float[] a = any(probe.random());
        float[] b = any(probe.random());
        float[] c = any(probe.random());
        // Pairs that are equal, or opposite, are rare among any floats.
        for (int i = 0; i < SIZE; i += 17) {
            b[i] = i % 2 == 0 ? a[i] : -a[i];
        }
        int count = Binary.Kind.values().length + 2 + Unary.Kind.values().length;
        float[] wanted = new float[count * SIZE];
        for (int kind = 0; kind < count; kind++) {
            Arrays.fill(wanted, kind * SIZE, (kind + 1) * SIZE, kind);
        }
        Value op = probe.leaf(wanted, wanted.length);
        List<Case> cases = cases(
                probe.leaf(repeated(a, count), wanted.length),
                probe.leaf(repeated(b, count), wanted.length),
                probe.leaf(repeated(c, count), wanted.length));
        Value result = cases.getLast().value();
        float[] expected = new float[wanted.length];
        for (int k = count - 1; k >= 0; k--) {
            Case each = cases.get(k);
            result = k == count - 1 ? each.value() : Ops.select(Ops.equal(op, Ops.constant(k)), each.value(), result);
            for (int i = 0; i < SIZE; i++) {
                expected[k * SIZE + i] = each.scalar().of(a[i], b[i], c[i]);
            }
        }
        probe.check(cases.stream().map(Case::name).toList(), result, expected);
        return probe;
    }

    private static List<Case> cases(Value x, Value y, Value z) {
        List<Case> cases = new ArrayList<>();
        for (Binary.Kind kind : Binary.Kind.values()) {
            cases.add(new Case(name(kind), Value.of(new Binary(kind), x, y), (a, b, c) -> binary(kind, a, b)));
        }
        cases.add(new Case("fma", Ops.fma(x, y, z), Math::fma));
        cases.add(new Case("select", Ops.select(x, y, z), (a, b, c) -> a != 0f ? b : c));
        for (Unary.Kind kind : Unary.Kind.values()) {
            cases.add(new Case(name(kind), Value.of(new Unary(kind), x), (a, b, c) -> unary(kind, a)));
        }
        return cases;
    }

    private static float[] repeated(float[] values, int count) {
        float[] all = new float[count * SIZE];
        for (int k = 0; k < count; k++) {
            System.arraycopy(values, 0, all, k * SIZE, SIZE);
        }
        return all;
    }

    private static String name(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static float[] any(RandomStream random) {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = switch (random.nextInt(8)) {
                case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
                case 1, 2 -> Float.intBitsToFloat(random.nextWord());
                case 3 -> Float.intBitsToFloat(random.nextWord() & 0x807f_ffff);
                case 4 -> Float.intBitsToFloat(HARD[random.nextInt(HARD.length)]);
                default -> (float) (random.nextGaussian() * 30);
            };
        }
        return values;
    }

    private static float unary(Unary.Kind kind, float x) {
        return switch (kind) {
            case NEGATE -> Elementwise.neg(x);
            case ABS -> Elementwise.abs(x);
            case SQRT -> Elementwise.sqrt(x);
            case EXP -> Exp.exp(x);
            case LOG -> Log.log(x);
            case TANH -> Tanh.tanh(x);
            case RELU -> Elementwise.relu(x);
        };
    }

    private static float binary(Binary.Kind kind, float a, float b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAX -> Elementwise.max(a, b);
            case MIN -> Elementwise.min(a, b);
            case LESS -> a < b ? 1f : 0f;
            case LESS_EQUAL -> a <= b ? 1f : 0f;
            case EQUAL -> a == b ? 1f : 0f;
        };
    }
}
