package dev.tenon.backend.opencl.compile;

import dev.tenon.api.lowering.Broadcast;
import dev.tenon.api.lowering.FusionGroup;
import dev.tenon.backend.opencl.launch.KernelCode;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A group as OpenCL C: what is loaded, computed and stored for element {@code i}, or for {@code width} elements from there. */
final class GroupCode {
    private final LoweredProgram lowered;
    private final int width;
    private final int columns;
    private final String type;
    private final Map<Tensor, String> reads = new LinkedHashMap<>();
    private final Map<Read, String> names = new LinkedHashMap<>();
    private final Map<Integer, String> numbers = new LinkedHashMap<>();
    private final List<Tensor> written = new ArrayList<>();
    private final StringBuilder loads = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private final StringBuilder stores = new StringBuilder();
    private final String root;

    /** A tensor that is read, element by element or broadcast. */
    private record Read(Tensor tensor, Optional<Broadcast> broadcast) {}

    /**
     * Computes all members of a group, and stores those that are written.
     *
     * @param columns if not 0, {@code i} is the first of some neighbours in a row of so many
     */
    GroupCode(LoweredProgram lowered, LoweredProgram.Task.Fused task, int width, int columns) {
        this.lowered = lowered;
        this.width = width;
        this.columns = columns;
        this.type = width == 1 ? "float" : "float" + width;
        FusionGroup group = task.group();
        for (int i = 0; i < group.members().size(); i++) {
            FusionGroup.Member member = group.members().get(i);
            List<String> in = member.inputs().stream().map(this::name).toList();
            String name = member(i);
            body.append("    const ")
                    .append(type)
                    .append(' ')
                    .append(name)
                    .append(" = ")
                    .append(Expressions.of(member.value().op(), in, width))
                    .append(";\n");
            if (task.written().contains(member.value())) {
                store(name, lowered.home(member.value()));
            }
        }
        this.root = name(group.rootSource());
    }

    private static String member(int index) {
        return "v" + index;
    }

    private String name(FusionGroup.Source source) {
        return switch (source) {
            case FusionGroup.Source.Inside inside -> member(inside.index());
            case FusionGroup.Source.Literal literal -> wide(number(literal.value()));
            case FusionGroup.Source.Stored stored ->
                names.computeIfAbsent(
                        new Read(lowered.home(stored.value()), Optional.empty()),
                        read -> load(read.tensor(), this::direct));
            case FusionGroup.Source.Repeated repeated ->
                names.computeIfAbsent(
                        new Read(lowered.home(repeated.value()), Optional.of(repeated.broadcast())),
                        read -> load(read.tensor(), argument -> repeated(argument, repeated.broadcast())));
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

    /** The name of the root's elements. */
    String root() {
        return root;
    }

    private void store(String name, Tensor home) {
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
