package dev.tenon.experiments.export;

import dev.tenon.api.graph.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ONNX model that is being put together: nodes in the order in which they are computed, and numbers that it holds. */
final class OnnxFile {

    /** Of ONNX 1.15: the first opset in which a pooled mean has dilations is 19. */
    static final int OPSET = 20;

    static final int IR_VERSION = 9;

    /** The name of the number of images, which a model leaves open. */
    private static final String BATCH = "n";

    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, Proto> initializers = new LinkedHashMap<>();
    private final List<Proto> inputs = new ArrayList<>();
    private final List<Proto> outputs = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();
    private long bytes;

    /** A name that nothing else has. */
    String fresh(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    /** Adds a node; its result has the node's name. */
    String node(String name, String type, List<String> from, Map<String, Object> attributes) {
        String own = fresh(name);
        nodes.add(new OnnxNode(type, from, own, attributes));
        return own;
    }

    /** Adds numbers under a name, once. */
    String numbers(String name, int[] shape, float[] values) {
        if (!initializers.containsKey(name)) {
            names.add(name);
            room(4L * values.length);
            initializers.put(name, OnnxTensor.of(name, shape, values));
        }
        return name;
    }

    /** Adds a list of whole numbers, once for all that need the same. */
    String list(long... values) {
        StringBuilder name = new StringBuilder("list");
        for (long value : values) {
            name.append(' ').append(value);
        }
        String own = name.toString();
        names.add(own);
        initializers.computeIfAbsent(own, key -> OnnxTensor.of(own, values));
        return own;
    }

    private void room(long more) {
        bytes += more;
        if (bytes > Integer.MAX_VALUE - (1 << 20)) {
            throw new ExportException("has more than 2 GB of weights, which one ONNX file cannot hold");
        }
    }

    /** Declares what is given. */
    void input(String name, Shape example) {
        names.add(name);
        inputs.add(declared(name, example.toList()));
    }

    /** Declares what is asked for. */
    void output(String name, List<Integer> example) {
        outputs.add(declared(name, example));
    }

    private static Proto declared(String name, List<Integer> example) {
        Proto shape = new Proto().message(1, new Proto().text(2, BATCH));
        example.forEach(extent -> shape.message(1, new Proto().number(1, extent)));
        Proto tensor = new Proto().number(1, OnnxTensor.FLOAT).message(2, shape);
        return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
    }

    /**
     * The {@code ModelProto}.
     *
     * @param name of the graph
     * @param metadata texts by name, in this order
     */
    byte[] model(String name, String version, Map<String, String> metadata) {
        Proto graph = new Proto();
        nodes.forEach(node -> graph.message(1, node.proto()));
        graph.text(2, name);
        initializers.values().forEach(tensor -> graph.message(5, tensor));
        inputs.forEach(input -> graph.message(11, input));
        outputs.forEach(output -> graph.message(12, output));
        Proto model = new Proto()
                .number(1, IR_VERSION)
                .text(2, "Tenon")
                .text(3, version)
                .message(7, graph)
                .message(8, new Proto().text(1, "").number(2, OPSET));
        metadata.forEach(
                (key, value) -> model.message(14, new Proto().text(1, key).text(2, value)));
        return model.bytes();
    }
}
