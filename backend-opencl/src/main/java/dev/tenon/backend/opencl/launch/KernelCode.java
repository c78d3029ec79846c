package dev.tenon.backend.opencl.launch;

import dev.tenon.api.numerics.Contract;
import dev.tenon.backend.opencl.program.KernelSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where a kernel comes from. */
public sealed interface KernelCode {
    /** One of several kernels of a source. */
    record Written(KernelSource source, String kernel) implements KernelCode {}

    /** A kernel made for a program; all that a program needs and that are not known yet are compiled together. */
    sealed interface Made extends KernelCode {
        /** Its text under a name. */
        String text(String name);

        /** The longest vectors that it computes with; 1 if none. */
        int width();

        /** A name that follows from all that the kernel does. */
        default String kernel() {
            String body = text("KERNEL");
            long hash = 0xcbf29ce484222325L;
            for (int i = 0; i < body.length(); i++) {
                hash = (hash ^ body.charAt(i)) * 0x100000001b3L;
            }
            return String.format(Locale.ROOT, "e%016x", hash);
        }

        /** The kernel under its name. */
        default String text() {
            return text(kernel());
        }
    }

    /**
     * A part of a made kernel.
     *
     * @param parameters its tensors and numbers, as OpenCL C declares them; those of the kernel follow
     * @param statements what is done for element {@code i}, or for {@code width} elements from there
     * @param width neighbouring elements of an item, a divisor of all there are
     */
    record Part(List<String> parameters, String statements, int width) {
        public Part {
            parameters = List.copyOf(parameters);
        }

        private List<String> names(int number) {
            return parameters.stream()
                    .map(each -> each.substring(each.lastIndexOf(' ') + 1) + "_" + number)
                    .toList();
        }
    }

    /**
     * Elements, each for itself. Several parts are independent of one another: each has its own work groups, one part's after
     * the other's. A part's last parameter is the number of its elements.
     */
    record Generated(List<Part> parts) implements Made {
        public Generated {
            parts = List.copyOf(parts);
        }

        /** A kernel of one part. */
        public static Generated of(Part part) {
            return new Generated(List.of(part));
        }

        @Override
        public int width() {
            return parts.stream().mapToInt(Part::width).max().orElse(1);
        }

        @Override
        public String text(String name) {
            return parts.size() == 1 ? single(name, parts.getFirst()) : bundle(name);
        }

        private static String times(Part part) {
            return part.width() == 1 ? "" : " * " + part.width() + "u";
        }

        private static String single(String name, Part part) {
            return "__kernel void " + name + "(" + String.join(", ", part.parameters())
                    + ", const uint size) {\n    const uint i = get_global_id(0)" + times(part)
                    + ";\n    if (i >= size) return;\n" + part.statements() + "}\n";
        }

        private String bundle(String name) {
            Map<Part, String> functions = new LinkedHashMap<>();
            parts.forEach(part -> functions.putIfAbsent(part, name + "_" + functions.size()));
            StringBuilder text = new StringBuilder();
            functions.forEach((part, function) -> text.append("inline void ")
                    .append(function)
                    .append('(')
                    .append(String.join(", ", part.parameters()))
                    .append(", const uint i) {\n")
                    .append(part.statements())
                    .append("}\n"));
            List<String> parameters = new ArrayList<>();
            StringBuilder ends = new StringBuilder();
            StringBuilder calls = new StringBuilder();
            for (int k = 0; k < parts.size(); k++) {
                Part part = parts.get(k);
                int number = k;
                part.parameters().forEach(each -> parameters.add(each + "_" + number));
                parameters.add("const uint size_" + k);
                // By the group, not the item: the whole group goes one way.
                calls.append(k == 0 ? "    " : " else ")
                        .append("if (group < end_" + k + ") {\n        const uint i = ((group - ")
                        .append(k == 0 ? "0" : "end_" + (k - 1))
                        .append(") * n + get_local_id(0))" + times(part))
                        .append(";\n        if (i < size_" + k + ") ")
                        .append(functions.get(part))
                        .append('(')
                        .append(String.join(", ", part.names(k)))
                        .append(", i);\n    }");
                ends.append("    const uint end_" + k + " = ")
                        .append(k == 0 ? "0" : "end_" + (k - 1))
                        .append(" + (size_" + k + " / " + part.width() + "u + n - 1) / n;\n");
            }
            return text.append("__kernel void ")
                    .append(name)
                    .append('(')
                    .append(String.join(", ", parameters))
                    .append(") {\n    const uint group = get_group_id(0), n = get_local_size(0);\n")
                    .append(ends)
                    .append(calls)
                    .append("\n}\n")
                    .toString();
        }
    }

    /**
     * Sums of columns by the contract's sequence rule: {@code [outer, terms, inner] -> [outer, inner]}. The kernel's own
     * parameters are the sums and the sizes of the last two axes; columns lie along the first axis of work items, {@code outer}
     * along the third.
     *
     * @param part computes the terms of as many neighbouring columns as its width is
     * @param term what they are called there
     * @param shares work items along the second axis that share the groups of terms of a column
     * @param columns work items of a group along the first axis; what shares are kept for
     */
    record Summed(Part part, String term, int shares, int columns) implements Made {
        @Override
        public int width() {
            return part.width();
        }

        @Override
        public String text(String name) {
            String type = part.width() == 1 ? "float" : "float" + part.width();
            String zero = "(" + type + ")(0.0f)";
            String head = "__kernel void " + name + "(" + String.join(", ", part.parameters())
                    + ", __global float* sums, const uint terms, const uint inner) {\n"
                    + "    const uint first = get_global_id(0) * " + part.width() + "u, row = get_global_id(2);\n"
                    + "    const int live = first < inner;\n    const uint column = live ? first : 0;\n"
                    + "    const uint groups = (terms + " + (Contract.GROUP - 1) + "u) / " + Contract.GROUP + "u;\n"
                    + "    " + type + " total = " + zero + ";\n";
            String group = "        " + type + " sum = " + zero + ";\n"
                    + "        const uint end = min((group + 1u) * " + Contract.GROUP + "u, terms);\n"
                    + "        for (uint t = group * " + Contract.GROUP + "u; live && t < end; t++) {\n"
                    + "    const uint i = (row * terms + t) * inner + column;\n" + part.statements()
                    + "    sum = sum + " + term + ";\n        }\n";
            String alone = "    for (uint group = 0; group < groups; group++) {\n" + group
                    + "        total = total + sum;\n    }\n    if (!live) return;\n";
            String shared = "    __local " + type + " parts[" + shares + "][" + columns + "];\n"
                    + "    const uint lane = get_local_id(0), mine = get_local_id(1);\n"
                    + "    for (uint begin = 0; begin < groups; begin += " + shares + "u) {\n"
                    + "        const uint group = begin + mine;\n" + group
                    + "        parts[mine][lane] = sum;\n        barrier(CLK_LOCAL_MEM_FENCE);\n"
                    + "        for (uint k = 0; mine == 0 && k < " + shares + "u && begin + k < groups; k++) {\n"
                    + "            total = total + parts[k][lane];\n        }\n"
                    + "        barrier(CLK_LOCAL_MEM_FENCE);\n    }\n    if (!live || mine != 0) return;\n";
            String store = part.width() == 1
                    ? "    sums[row * inner + column] = total;\n}\n"
                    : "    vstore" + part.width() + "(total, 0, sums + row * inner + column);\n}\n";
            return head + (shares > 1 ? shared : alone) + store;
        }
    }
}
