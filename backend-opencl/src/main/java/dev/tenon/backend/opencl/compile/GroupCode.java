package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Broadcast;
import dev.tenon.backend.opencl.launch.KernelCode;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A group as OpenCL C: what is loaded, computed and stored for element {@code i}, or for {@code width} elements from there. */
final class GroupCode {
    private final ElementwiseGroup group;
    private final int width;
    private final int columns;
    private final String type;
    private final Map<Tensor, String> reads = new LinkedHashMap<>();
    private final Set<Tensor> elsewhere = new HashSet<>();
    private final Map<Operand, String> names = new LinkedHashMap<>();
    private final Map<Integer, String> numbers = new LinkedHashMap<>();
    private final List<Tensor> written = new ArrayList<>();
    private final StringBuilder loads = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private final StringBuilder stores = new StringBuilder();
    private final String root;

    /**
     * Computes all members.
     *
     * @param columns if not 0, {@code i} is the first of some neighbours in a row of so many
     */
    GroupCode(ElementwiseGroup group, int width, int columns) {
        this.group = group;
        this.width = width;
        this.columns = columns;
        this.type = width == 1 ? "float" : "float" + width;
        for (Value member : group.members()) {
            List<String> in = member.inputs().stream()
                    .map(input -> name(group.source(input)))
                    .toList();
            body.append("    const ")
                    .append(type)
                    .append(' ')
                    .append(name(group.source(member)))
                    .append(" = ")
                    .append(Expressions.of(member.op(), in, width))
                    .append(";\n");
        }
        this.root = name(group.source(group.root()));
    }

    private String name(Operand source) {
        return switch (source) {
            case Operand.Member m -> m.name();
            case Operand.Literal l -> wide(number(l.value()));
            case Operand.Direct d -> names.computeIfAbsent(source, s -> load(d.tensor(), this::direct));
            case Operand.Repeated r ->
                names.computeIfAbsent(source, s -> {
                    elsewhere.add(r.tensor());
                    return load(r.tensor(), argument -> repeated(argument, r.broadcast()));
                });
        };
    }

    private interface Load {
        String of(String argument);
    }

    private String load(Tensor tensor, Load load) {
        String argument = reads.computeIfAbsent(tensor, t -> "in" + reads.size());
        String name = "x" + names.size();
        loads.append("    const ")
                .append(type)
                .append(' ')
                .append(name)
                .append(" = ")
                .append(load.of(argument))
                .append(";\n");
        return name;
    }

    private String direct(String argument) {
        return neighbours(argument, "i");
    }

    private String neighbours(String argument, String index) {
        return width == 1 ? argument + "[" + index + "]" : "vload" + width + "(0, " + argument + " + " + index + ")";
    }

    private String wide(String number) {
        return width == 1 ? number : "(" + type + ")(" + number + ")";
    }

    private String repeated(String argument, Broadcast r) {
        if (r.count() == 1) {
            return wide(argument + "[0]");
        }
        if (r.inner() == 1 && r.count() == columns) {
            return neighbours(argument, "column");
        }
        if (r.inner() == 1 && r.count() % width == 0) {
            return neighbours(argument, index(r, "i"));
        }
        if (r.inner() % width == 0) {
            return wide(argument + "[" + index(r, "i") + "]");
        }
        return "(" + type + ")("
                + IntStream.range(0, width)
                        .mapToObj(k -> argument + "[" + index(r, "(i + " + k + "u)") + "]")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** The index in the source of an element's index. */
    private static String index(Broadcast r, String i) {
        String place = r.inner() == 1 ? i : i + " / " + r.inner() + "u";
        if (r.outer() == 1) {
            return place;
        }
        return (r.inner() == 1 ? place : "(" + place + ")") + " % " + r.count() + "u";
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

    /** Tensors of which an item reads other elements than it computes. */
    Set<Tensor> elsewhere() {
        return elsewhere;
    }

    /** The name of the root's elements. */
    String root() {
        return root;
    }

    /** Stores a member. */
    void store(Value member, Tensor home) {
        String name = name(group.source(member));
        String argument = "out" + written.size();
        written.add(home);
        stores.append("    ")
                .append(
                        width == 1
                                ? argument + "[i] = " + name
                                : "vstore" + width + "(" + name + ", 0, " + argument + " + i)")
                .append(";\n");
    }

    /** The parameters, in the order of {@link #arguments}, and the statements. */
    KernelCode.Part part() {
        List<String> parameters = new ArrayList<>();
        reads.values().forEach(name -> parameters.add("__global const float* " + name));
        for (int i = 0; i < written.size(); i++) {
            parameters.add("__global float* out" + i);
        }
        numbers.values().forEach(name -> parameters.add("const float " + name));
        return new KernelCode.Part(parameters, loads.toString() + body + stores, width);
    }

    Launch.Builder arguments(Launch.Builder launch) {
        reads.keySet().forEach(launch::in);
        written.forEach(launch::out);
        numbers.keySet().forEach(bits -> launch.real(Float.intBitsToFloat(bits)));
        return launch;
    }
}
