package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Value;
import dev.tenon.backend.opencl.launch.Code;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A kernel made for a chain of elementwise functions: a value that is needed now, and every elementwise value of its size that
 * it waits for. What passes between them stays in registers; results that something else needs too are written on the way.
 */
final class Fusion {
    private final Compiler compiler;
    private final Value root;
    private final int size;
    private final List<Value> members = new ArrayList<>();
    private final Set<Value> inside = new HashSet<>();
    private final Map<Value, Source> sources = new LinkedHashMap<>();
    private final Map<Integer, String> numbers = new LinkedHashMap<>();

    /** Where an expression finds the elements of a value. */
    private sealed interface Source {
        record Member(String name) implements Source {}

        record Literal(float value) implements Source {}

        record Direct(Tensor tensor) implements Source {}

        record Repeated(Tensor tensor, Repetition repetition) implements Source {}
    }

    Fusion(Compiler compiler, Value root) {
        this.compiler = compiler;
        this.root = root;
        this.size = root.shape().size();
    }

    private record Frame(Value value, Iterator<Value> inputs) {}

    /** Finds the members, inputs before results, without recursion: chains may be long. */
    private void collect() {
        Deque<Frame> stack = new ArrayDeque<>();
        inside.add(root);
        stack.push(new Frame(root, root.inputs().iterator()));
        while (!stack.isEmpty()) {
            Frame top = stack.peek();
            if (!top.inputs().hasNext()) {
                stack.pop();
                sources.put(top.value(), new Source.Member("v" + members.size()));
                members.add(top.value());
                continue;
            }
            Value input = behindViews(top.inputs().next());
            if (compiler.plan().home(input) == null
                    && Expressions.isElementwise(input.op())
                    && input.shape().size() == size) {
                if (inside.add(input)) {
                    stack.push(new Frame(input, input.inputs().iterator()));
                }
            } else if (!sources.containsKey(input)) {
                sources.put(input, outside(input));
            }
        }
    }

    /** The value behind views of the same size, whose elements are the same in the same order. */
    private Value behindViews(Value value) {
        Value v = value;
        while (compiler.plan().home(v) == null
                && Consumers.isView(v)
                && v.input(0).shape().size() == v.shape().size()) {
            v = v.input(0);
        }
        return v;
    }

    private Source outside(Value value) {
        if (value.op() instanceof Primitive.Constant constant) {
            return new Source.Literal(constant.value());
        }
        if (compiler.plan().home(value) == null && value.op() instanceof Primitive.Expand) {
            Value source = behindViews(value.input(0));
            if (source.op() instanceof Primitive.Constant constant) {
                return new Source.Literal(constant.value());
            }
            Repetition repetition = Repetition.of(value.input(0).shape(), value.shape());
            if (repetition != null) {
                return new Source.Repeated(compiler.demand(value.input(0)), repetition);
            }
        }
        return new Source.Direct(compiler.demand(value));
    }

    private Source source(Value input) {
        Source source = sources.get(behindViews(input));
        if (source == null) {
            throw new IllegalStateException("no source for " + input);
        }
        return source;
    }

    /** Adds the launch and says where the root lies. */
    Tensor emit() {
        collect();
        Map<Tensor, String> readNames = new LinkedHashMap<>();
        Set<Tensor> elsewhere = new HashSet<>();
        Map<Source, String> names = new LinkedHashMap<>();
        StringBuilder loads = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (Value member : members) {
            List<String> in = new ArrayList<>();
            for (Value input : member.inputs()) {
                Source source = source(input);
                in.add(
                        switch (source) {
                            case Source.Member m -> m.name();
                            case Source.Literal l -> number(l.value());
                            case Source.Direct d ->
                                names.computeIfAbsent(source, s -> load(loads, readNames, d.tensor(), "i"));
                            case Source.Repeated r ->
                                names.computeIfAbsent(source, s -> {
                                    elsewhere.add(r.tensor());
                                    return load(
                                            loads,
                                            readNames,
                                            r.tensor(),
                                            r.repetition().index());
                                });
                        });
            }
            body.append("    const float ")
                    .append(name(member))
                    .append(" = ")
                    .append(Expressions.of(member.op(), in))
                    .append(";\n");
        }
        Map<Value, Tensor> results = results(elsewhere);
        compiler.plan().add(launch(readNames, loads, body, results));
        members.forEach(compiler.consumers()::served);
        Tensor home = results.get(root);
        if (home == null) {
            throw new IllegalStateException("no result for " + root);
        }
        return home;
    }

    /**
     * A number of the program. Zero and one are written down, which lets the compiler leave things out; others are arguments, so
     * that programs that differ in nothing else, as in the size of a batch, have one kernel.
     */
    private String number(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (bits == 0 || value == 1f) {
            return Expressions.literal(value);
        }
        return numbers.computeIfAbsent(bits, b -> "c" + numbers.size());
    }

    private String name(Value member) {
        return source(member) instanceof Source.Member m ? m.name() : "";
    }

    private static String load(StringBuilder loads, Map<Tensor, String> readNames, Tensor tensor, String index) {
        String argument = readNames.computeIfAbsent(tensor, t -> "in" + readNames.size());
        String name = "x" + loads.chars().filter(c -> c == '\n').count();
        loads.append("    const float ")
                .append(name)
                .append(" = ")
                .append(argument)
                .append('[')
                .append(index)
                .append("];\n");
        return name;
    }

    /**
     * Where the members lie that are needed later.
     *
     * @param elsewhere tensors that a work item reads at other elements than it writes
     */
    private Map<Value, Tensor> results(Set<Tensor> elsewhere) {
        Map<Value, Tensor> results = new LinkedHashMap<>();
        for (Value member : members) {
            if (member == root || compiler.consumers().awaited(member, inside)) {
                Tensor home = compiler.updates().inPlace(member, inside, elsewhere);
                if (home == null) {
                    home = compiler.plan().make(member);
                } else {
                    compiler.plan().put(member, home);
                    compiler.updates().applied(member);
                }
                results.put(member, home);
            }
        }
        return results;
    }

    private Launch launch(
            Map<Tensor, String> readNames, StringBuilder loads, StringBuilder body, Map<Value, Tensor> results) {
        List<String> parameters = new ArrayList<>();
        readNames.values().forEach(name -> parameters.add("__global const float* " + name));
        StringBuilder stores = new StringBuilder();
        int count = 0;
        for (Value result : results.keySet()) {
            parameters.add("__global float* out" + count);
            stores.append("    out")
                    .append(count)
                    .append("[i] = ")
                    .append(name(result))
                    .append(";\n");
            count++;
        }
        numbers.values().forEach(name -> parameters.add("const float " + name));
        Code.Part part = new Code.Part(parameters, loads.toString() + body + stores);
        Launch.Builder launch = Launch.of("elementwise", Code.Generated.of(part));
        readNames.keySet().forEach(launch::in);
        results.values().forEach(launch::out);
        numbers.keySet().forEach(bits -> launch.real(Float.intBitsToFloat(bits)));
        return launch.whole(size).over(size, compiler.kernels().style().group());
    }
}
