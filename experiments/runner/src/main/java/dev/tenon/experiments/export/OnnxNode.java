package dev.tenon.experiments.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of an ONNX graph.
 *
 * @param type the operator, as {@code Conv}
 * @param attributes whole numbers, or lists of them, by name
 */
record OnnxNode(String type, List<String> inputs, String output, Map<String, Object> attributes) {

    private static final int INT = 2;
    private static final int INTS = 7;

    OnnxNode {
        inputs = List.copyOf(inputs);
        attributes = new LinkedHashMap<>(attributes);
    }

    /** The {@code NodeProto}. */
    Proto proto() {
        Proto node = new Proto();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, output + "/" + type).text(4, type);
        attributes.forEach((name, value) -> {
            Proto attribute = new Proto().text(1, name);
            if (value instanceof long[] numbers) {
                attribute.numbers(8, numbers).number(20, INTS);
            } else {
                attribute.number(3, (Long) value).number(20, INT);
            }
            node.message(5, attribute);
        });
        return node;
    }
}
