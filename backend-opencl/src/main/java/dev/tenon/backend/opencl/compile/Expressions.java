package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Unary;
import java.util.List;
import java.util.Locale;

/** Elementwise ops as OpenCL C; the functions are those of {@code contract.cl}. */
final class Expressions {
    private Expressions() {}

    /** A number as a literal that no compiler rounds. */
    static String literal(float value) {
        return String.format(Locale.ROOT, "as_float(0x%08xu)", Float.floatToRawIntBits(value));
    }

    /** An op applied to expressions, each of a number or of a vector of numbers. */
    static String of(Op op, List<String> in, int width) {
        String t = width == 1 ? "t_" : "w_";
        return switch (op) {
            case Unary u -> t + unary(u.kind()) + "(" + in.getFirst() + ")";
            case Binary b -> binary(t, b.kind(), in.get(0), in.get(1));
            case Primitive.FusedMultiplyAdd f -> "fma(" + String.join(", ", in) + ")";
            case Primitive.Select s -> t + "select(" + String.join(", ", in) + ")";
            default -> throw new IllegalStateException("not elementwise: " + op);
        };
    }

    private static String unary(Unary.Kind kind) {
        return switch (kind) {
            case NEGATE -> "negate";
            case ABS -> "abs";
            case SQRT -> "sqrt";
            case EXP -> "exp";
            case LOG -> "log";
            case TANH -> "tanh";
            case RELU -> "relu";
        };
    }

    private static String binary(String t, Binary.Kind kind, String a, String b) {
        return switch (kind) {
            case ADD -> a + " + " + b;
            case SUBTRACT -> a + " - " + b;
            case MULTIPLY -> a + " * " + b;
            case DIVIDE -> t + "divide(" + a + ", " + b + ")";
            case MAX -> t + "max(" + a + ", " + b + ")";
            case MIN -> t + "min(" + a + ", " + b + ")";
            case LESS -> t + "less(" + a + ", " + b + ")";
            case LESS_EQUAL -> t + "less_equal(" + a + ", " + b + ")";
            case EQUAL -> t + "equal(" + a + ", " + b + ")";
        };
    }
}
