package dev.tenon.backend.opencl.launch;

import dev.tenon.backend.opencl.program.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where a kernel comes from. */
public sealed interface Code {
    /** One of several kernels of a source. */
    record Written(Source source, String kernel) implements Code {}

    /**
     * A part of a generated kernel.
     *
     * @param parameters its tensors and numbers, as OpenCL C declares them; the number of elements, {@code size}, follows
     * @param statements what is done for element {@code i}
     */
    record Part(List<String> parameters, String statements) {
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
     * A kernel made for a program; all that a program needs and that are not known yet are compiled together. Several parts are
     * independent of one another: each has its own work groups, one part's after the other's.
     */
    record Generated(List<Part> parts) implements Code {
        public Generated {
            parts = List.copyOf(parts);
        }

        /** A kernel of one part. */
        public static Generated of(Part part) {
            return new Generated(List.of(part));
        }

        /** A name that follows from all that the kernel does. */
        public String kernel() {
            String body = body("KERNEL");
            long hash = 0xcbf29ce484222325L;
            for (int i = 0; i < body.length(); i++) {
                hash = (hash ^ body.charAt(i)) * 0x100000001b3L;
            }
            return String.format(Locale.ROOT, "e%016x", hash);
        }

        /** The kernel under its name. */
        public String text() {
            return body(kernel());
        }

        private String body(String name) {
            if (parts.size() == 1) {
                Part part = parts.getFirst();
                return "__kernel void " + name + "(" + String.join(", ", part.parameters())
                        + ", const uint size) {\n    const uint i = get_global_id(0);\n    if (i >= size) return;\n"
                        + part.statements() + "}\n";
            }
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
                        .append("if (group < end_" + k + ") {\n        const uint i = (group - ")
                        .append(k == 0 ? "0" : "end_" + (k - 1))
                        .append(") * n + get_local_id(0);\n        if (i < size_" + k + ") ")
                        .append(functions.get(part))
                        .append('(')
                        .append(String.join(", ", part.names(k)))
                        .append(", i);\n    }");
                ends.append("    const uint end_" + k + " = ")
                        .append(k == 0 ? "0" : "end_" + (k - 1))
                        .append(" + (size_" + k + " + n - 1) / n;\n");
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
}
