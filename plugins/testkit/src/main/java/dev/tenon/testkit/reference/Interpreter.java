package dev.tenon.testkit.reference;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Expansion;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the values of a program one after the other, composites by what they expand to.
 *
 * @param <T> an array of the numbers it computes in
 */
final class Interpreter<T> {
    private final Program program;
    private final Arithmetic<T> arithmetic;
    /** Maps are the same for every run, and dearer to make than to follow. */
    private final Map<Value, int[]> maps = new HashMap<>();

    Interpreter(Program program, Arithmetic<T> arithmetic) {
        this.program = Expansion.toPrimitives(program);
        this.arithmetic = arithmetic;
    }

    /** What one run gives: the outputs by name, and the next value of each leaf that changes. */
    record Results<T>(Map<String, T> outputs, Map<Value, T> updates) {}

    Results<T> run(Map<Value, T> leaves) {
        Map<Value, T> known = new HashMap<>();
        for (Value value : program.values()) {
            known.put(
                    value,
                    value.op() instanceof Primitive.Leaf
                            ? arithmetic.copy(leaf(value, leaves))
                            : compute(value, known));
        }
        Map<String, T> outputs = new LinkedHashMap<>();
        program.outputs().forEach((name, value) -> outputs.put(name, get(known, value)));
        Map<Value, T> updates = new LinkedHashMap<>();
        program.updates().forEach((leaf, next) -> updates.put(leaf, get(known, next)));
        return new Results<>(outputs, updates);
    }

    private T leaf(Value value, Map<Value, T> leaves) {
        T given = leaves.get(value);
        if (given == null) {
            throw new IllegalArgumentException("program " + program.name() + ": no numbers are given for " + value);
        }
        return given;
    }

    private static <T> T get(Map<Value, T> known, Value value) {
        T result = known.get(value);
        if (result == null) {
            throw new IllegalStateException(value + " comes before its inputs");
        }
        return result;
    }

    private T compute(Value value, Map<Value, T> known) {
        List<T> x = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>();
        for (Value input : value.inputs()) {
            x.add(get(known, input));
            shapes.add(input.shape());
        }
        return switch (value.op()) {
            case Primitive primitive -> compute(primitive, value, shapes, x);
            case Composite composite -> throw new IllegalStateException(composite + " was not expanded");
        };
    }

    private T compute(Primitive primitive, Value value, List<Shape> shapes, List<T> x) {
        Shape result = value.shape();
        return switch (primitive) {
            case Primitive.Leaf leaf -> throw new IllegalStateException(leaf + " is given, not computed");
            case Primitive.ToFloat _ -> arithmetic.copy(x.get(0));
            case Primitive.Constant op -> arithmetic.constant(op.value());
            case Primitive.Unary op -> arithmetic.unary(op.kind(), x.get(0));
            case Primitive.Binary op -> arithmetic.binary(op.kind(), x.get(0), x.get(1));
            case Primitive.FusedMultiplyAdd op -> arithmetic.fma(x.get(0), x.get(1), x.get(2));
            case Primitive.Select op -> arithmetic.select(x.get(0), x.get(1), x.get(2));
            case Primitive.Reduce op -> arithmetic.reduce(op, shapes.getFirst(), x.get(0));
            case Primitive.MatMul op ->
                arithmetic.matmul(new ProductTerms(op, shapes.get(0), shapes.get(1), result), x.get(0), x.get(1));
            case Primitive.Reshape op -> arithmetic.copy(x.get(0));
            case Primitive.Pad op -> arithmetic.pick(x, map(primitive, value, shapes), op.value());
            case Primitive.Permute op -> arithmetic.pick(x, map(primitive, value, shapes), 0f);
            case Primitive.Expand op -> arithmetic.pick(x, map(primitive, value, shapes), 0f);
            case Primitive.Slice op -> arithmetic.pick(x, map(primitive, value, shapes), 0f);
            case Primitive.Flip op -> arithmetic.pick(x, map(primitive, value, shapes), 0f);
            case Primitive.Concat op -> arithmetic.pick(x, map(primitive, value, shapes), 0f);
            case Primitive.Unfold op -> arithmetic.pick(x, map(primitive, value, shapes), 0f);
            case Primitive.Fold op -> arithmetic.fold(op.window(), map(primitive, value, shapes), result, x.get(0));
            case Primitive.OneHot op -> arithmetic.oneHot(op.classes(), x.get(0));
            case Primitive.Random op -> arithmetic.random(op.stream(), result.size(), x.get(0), x.get(1));
            case Primitive.Detach op -> arithmetic.copy(x.get(0));
        };
    }

    private int[] map(Primitive op, Value value, List<Shape> shapes) {
        return maps.computeIfAbsent(value, key -> Arrangement.of(op, shapes, key.shape()));
    }
}
