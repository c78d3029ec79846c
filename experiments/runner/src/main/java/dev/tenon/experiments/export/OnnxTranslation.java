package dev.tenon.experiments.export;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.experiments.run.NamedTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Ops of a graph as ONNX nodes. Both broadcast from the innermost axis, so that a repetition before an elementwise op is left to it:
 * each value is known by its name and by the shape it has in the model, which may be smaller than its own.
 */
final class OnnxTranslation {

    private static final long[] FIRST = {0, 3, 1, 2};
    private static final long[] LAST = {0, 2, 3, 1};

    private final OnnxFile file;
    private final OnnxExtents extents;
    private final Map<Value, String> layers;
    private final Map<Value, Sent> sent = new HashMap<>();
    private final Map<Value, NamedTensor> weights = new HashMap<>();
    private final Map<Value, String> names = new HashMap<>();
    private final Map<String, String> channelsFirst = new HashMap<>();
    private String anInput = "";
    private String batch = "";
    private int unnamed;

    /** What stands for a value, and the shape it has there. */
    private record Sent(String name, Shape shape) {}

    OnnxTranslation(OnnxFile file, OnnxExtents extents, Map<Value, String> layers) {
        this.file = file;
        this.extents = extents;
        this.layers = layers;
    }

    /** A leaf that is given when the model is used. */
    void given(Value leaf, String name) {
        sent.put(leaf, new Sent(name, leaf.shape()));
    }

    /** A leaf whose numbers the file has, if they are used. */
    void weight(Value leaf, String name, NamedTensor tensor) {
        weights.put(leaf, tensor);
        names.put(leaf, name);
    }

    /** The input from which the number of images can be told. */
    void batch(String input) {
        anInput = input;
    }

    /** The last value under a name that the model gives it. */
    String result(Value value, String name) {
        return file.node(name, "Identity", List.of(whole(value)), Map.of());
    }

    /** Adds a value whose inputs were added before. */
    void add(Value value) {
        if (sent.containsKey(value)) {
            return;
        }
        sent.put(value, of(value));
    }

    private Sent of(Value value) {
        return switch (value.op()) {
            case Primitive.Leaf leaf ->
                new Sent(Optional.ofNullable(names.get(value)).orElse(""), value.shape());
            case Primitive.Constant constant -> {
                String name = "number " + Float.toString(constant.value());
                yield new Sent(file.numbers(name, new int[0], new float[] {constant.value()}), Shape.scalar());
            }
            case Primitive.Unary unary ->
                elementwise(
                        value,
                        switch (unary.kind()) {
                            case NEGATE -> "Neg";
                            case ABS -> "Abs";
                            case SQRT -> "Sqrt";
                            case EXP -> "Exp";
                            case LOG -> "Log";
                            case TANH -> "Tanh";
                            case RELU -> "Relu";
                        });
            case Primitive.Binary binary ->
                switch (binary.kind()) {
                    case ADD -> elementwise(value, "Add");
                    case SUBTRACT -> elementwise(value, "Sub");
                    case MULTIPLY -> elementwise(value, "Mul");
                    case DIVIDE -> elementwise(value, "Div");
                    case MAX -> elementwise(value, "Max");
                    case MIN -> elementwise(value, "Min");
                    case LESS -> compared(value, "Less");
                    case LESS_EQUAL -> compared(value, "LessOrEqual");
                    case EQUAL -> compared(value, "Equal");
                };
            case Primitive.FusedMultiplyAdd fma -> {
                Sent product = elementwise(value, "Mul", raw(value, 0), raw(value, 1));
                yield elementwise(value, "Add", product, raw(value, 2));
            }
            case Primitive.Select select -> {
                Sent condition = raw(value, 0);
                String chosen = node(value, "Cast", List.of(condition.name), Map.of("to", (long) OnnxTensor.BOOL));
                yield elementwise(value, "Where", new Sent(chosen, condition.shape), raw(value, 1), raw(value, 2));
            }
            case Primitive.Reduce reduce ->
                exact(
                        value,
                        reduce.kind() == Primitive.Reduce.Kind.SUM ? "ReduceSum" : "ReduceMax",
                        List.of(whole(value, 0), file.list(longs(reduce.axes()))),
                        Map.of("keepdims", 0L));
            case Primitive.MatMul product ->
                exact(
                        value,
                        "MatMul",
                        List.of(matrix(value, 0, product.transposeA()), matrix(value, 1, product.transposeB())),
                        Map.of());
            case Primitive.Reshape reshape -> {
                int[] times = extents.times(value);
                if (IntStream.of(times).filter(each -> each > 0).count() > 1) {
                    throw refused(value, "a shape of which several extents follow from the number of images");
                }
                yield exact(
                        value, "Reshape", List.of(whole(value, 0), file.list(open(value.shape(), times))), Map.of());
            }
            case Primitive.Permute permute ->
                exact(value, "Transpose", List.of(whole(value, 0)), Map.of("perm", longs(permute.order())));
            case Primitive.Expand expand -> raw(value, 0);
            case Primitive.Pad pad -> padded(value, pad);
            case Primitive.Slice slice -> {
                List<Integer> axes = IntStream.range(0, value.shape().rank())
                        .filter(axis -> slice.start().get(axis) != 0
                                || slice.step().get(axis) != 1
                                || !slice.limit()
                                        .get(axis)
                                        .equals(value.input(0).shape().dim(axis)))
                        .boxed()
                        .toList();
                yield exact(
                        value,
                        "Slice",
                        List.of(
                                whole(value, 0),
                                file.list(longs(axes, slice.start())),
                                file.list(longs(axes, slice.limit())),
                                file.list(longs(axes)),
                                file.list(longs(axes, slice.step()))),
                        Map.of());
            }
            case Primitive.Flip flip -> {
                long[] back = new long[flip.axes().size()];
                Arrays.fill(back, -1);
                long[] end = new long[back.length];
                Arrays.fill(end, Long.MIN_VALUE);
                yield exact(
                        value,
                        "Slice",
                        List.of(
                                whole(value, 0),
                                file.list(back),
                                file.list(end),
                                file.list(longs(flip.axes())),
                                file.list(back)),
                        Map.of());
            }
            case Primitive.Concat concat ->
                exact(
                        value,
                        "Concat",
                        IntStream.range(0, value.inputs().size())
                                .mapToObj(i -> whole(value, i))
                                .toList(),
                        Map.of("axis", (long) concat.axis()));
            case Primitive.Unfold unfold -> unfolded(value, unfold.window());
            case Primitive.OneHot oneHot -> oneHot(value, oneHot.classes());
            case Primitive.Detach detach -> raw(value, 0);
            case Primitive.ToFloat toFloat ->
                exact(value, "Cast", List.of(whole(value, 0)), Map.of("to", (long) OnnxTensor.FLOAT));
            case Primitive.Fold fold -> throw refused(value, "patches that are added up where they were taken (fold)");
            case Primitive.Random random -> throw refused(value, "random numbers (" + random.stream() + ")");
            case Composite.Conv2d conv -> {
                Map<String, Object> attributes = window(conv.window());
                attributes.put("group", (long) conv.groups());
                yield last(value, "Conv", List.of(first(whole(value, 0)), kernel(value.input(1))), attributes);
            }
            case Composite.Conv2dInputGradient conv -> {
                Map<String, Object> attributes = window(conv.window());
                attributes.put("group", (long) conv.groups());
                attributes.put("output_padding", new long[] {missingDown(conv), missingAcross(conv)});
                yield last(value, "ConvTranspose", List.of(first(whole(value, 0)), kernel(value.input(1))), attributes);
            }
            case Composite.MaxPool pool ->
                last(value, "MaxPool", List.of(first(whole(value, 0))), window(pool.window()));
            case Composite.AveragePool pool -> {
                Map<String, Object> attributes = window(pool.window());
                attributes.put("count_include_pad", 0L);
                yield last(value, "AveragePool", List.of(first(whole(value, 0))), attributes);
            }
            case Composite.Softmax softmax -> exact(value, "Softmax", List.of(whole(value, 0)), Map.of("axis", -1L));
            case Composite other -> throw new IllegalStateException(other + " was not expanded");
        };
    }

    private ExportException refused(Value value, String what) {
        return new ExportException("has " + what + ", which ONNX cannot say"
                + Optional.ofNullable(layers.get(value))
                        .map(id -> ", in layer " + id)
                        .orElse(""));
    }

    // Names and nodes.

    private String name(Value value) {
        return Optional.ofNullable(layers.get(value)).orElseGet(() -> "value-" + ++unnamed);
    }

    private String node(Value value, String type, List<String> from, Map<String, Object> attributes) {
        return file.node(name(value), type, from, attributes);
    }

    private Sent exact(Value value, String type, List<String> from, Map<String, Object> attributes) {
        return new Sent(node(value, type, from, attributes), value.shape());
    }

    private Sent raw(Value value, int input) {
        return used(value.input(input));
    }

    /** What stands for a value; the numbers of a weight go into the file when it is first used. */
    private Sent used(Value value) {
        Sent known = Optional.ofNullable(sent.get(value)).orElseThrow();
        NamedTensor tensor = weights.get(value);
        if (tensor != null && known.name.equals(names.get(value))) {
            file.numbers(known.name, tensor.shape().dims(), tensor.values());
        }
        if (known.name.isEmpty()) {
            throw refused(value, "a number that only training has (" + value + ")");
        }
        return known;
    }

    private String whole(Value value, int input) {
        return whole(value.input(input));
    }

    /** A value in its own shape. */
    private String whole(Value value) {
        Sent known = used(value);
        if (known.shape.equals(value.shape())) {
            return known.name;
        }
        String repeated = node(value, "Expand", List.of(known.name, shape(value)), Map.of());
        sent.put(value, new Sent(repeated, value.shape()));
        return repeated;
    }

    /** The name of a list of a value's extents. */
    private String shape(Value value) {
        int[] times = extents.times(value);
        if (IntStream.of(times).allMatch(each -> each == 0)) {
            return file.list(longs(value.shape().toList()));
        }
        List<String> parts = new ArrayList<>();
        for (int axis = 0; axis < times.length; axis++) {
            String extent = times[axis] == 0 ? file.list(value.shape().dim(axis)) : images();
            parts.add(
                    times[axis] < 2
                            ? extent
                            : file.node("extent", "Mul", List.of(extent, file.list(times[axis])), Map.of()));
        }
        return file.node("shape", "Concat", parts, Map.of("axis", 0L));
    }

    /** The number of images, as a list of one. */
    private String images() {
        if (batch.isEmpty()) {
            Map<String, Object> first = new LinkedHashMap<>();
            first.put("start", 0L);
            first.put("end", 1L);
            batch = file.node("images", "Shape", List.of(anInput), first);
        }
        return batch;
    }

    private static long[] open(Shape shape, int[] times) {
        long[] open = new long[times.length];
        for (int axis = 0; axis < open.length; axis++) {
            open[axis] = times[axis] > 0 ? -1 : shape.dim(axis);
        }
        return open;
    }

    private static long[] longs(List<Integer> values) {
        return values.stream().mapToLong(Integer::longValue).toArray();
    }

    private static long[] longs(List<Integer> axes, List<Integer> ofEach) {
        return axes.stream().mapToLong(axis -> ofEach.get(axis)).toArray();
    }

    // Elementwise ops, which repeat their inputs by themselves.

    private Sent elementwise(Value value, String type) {
        return elementwise(
                value,
                type,
                IntStream.range(0, value.inputs().size())
                        .mapToObj(i -> raw(value, i))
                        .toArray(Sent[]::new));
    }

    private Sent elementwise(Value value, String type, Sent... inputs) {
        Shape shape = inputs[0].shape;
        for (Sent input : inputs) {
            shape = together(shape, input.shape);
        }
        return new Sent(node(value, type, Arrays.stream(inputs).map(Sent::name).toList(), Map.of()), shape);
    }

    /** 1 or 0. */
    private Sent compared(Value value, String type) {
        Sent truth = elementwise(value, type);
        return new Sent(node(value, "Cast", List.of(truth.name), Map.of("to", (long) OnnxTensor.FLOAT)), truth.shape);
    }

    private static Shape together(Shape a, Shape b) {
        Shape longer = a.rank() >= b.rank() ? a : b;
        Shape shorter = a.rank() >= b.rank() ? b : a;
        int[] dims = longer.dims();
        for (int axis = 0; axis < shorter.rank(); axis++) {
            int at = axis + longer.rank() - shorter.rank();
            dims[at] = Math.max(dims[at], shorter.dim(axis));
        }
        return Shape.of(dims);
    }

    // Arrangement.

    private String matrix(Value value, int input, boolean transposed) {
        String matrix = whole(value, input);
        return transposed
                ? node(
                        value,
                        "Transpose",
                        List.of(matrix),
                        Map.of("perm", value.shape().rank() == 2 ? new long[] {1, 0} : new long[] {0, 2, 1}))
                : matrix;
    }

    private Sent padded(Value value, Primitive.Pad pad) {
        String filling = file.numbers("number " + pad.value(), new int[0], new float[] {pad.value()});
        String from = whole(value, 0);
        Shape shape = value.input(0).shape();
        int[] times = extents.times(value.input(0));
        for (int axis = 0; axis < shape.rank(); axis++) {
            int gap = pad.interior().get(axis);
            if (gap > 0 && shape.dim(axis) > 1) {
                if (times[axis] > 0) {
                    throw refused(value, "gaps between images");
                }
                // Each element gets an axis of its own with the gap behind it; what follows the last one is cut off.
                long[] split = new long[shape.rank() + 1];
                long[] joined = open(shape, times);
                System.arraycopy(joined, 0, split, 0, axis + 1);
                split[axis + 1] = 1;
                System.arraycopy(joined, axis + 1, split, axis + 2, shape.rank() - axis - 1);
                long[] behind = new long[2 * split.length];
                behind[split.length + axis + 1] = gap;
                int spread = shape.dim(axis) * (gap + 1);
                joined[axis] = spread;
                from = node(value, "Reshape", List.of(from, file.list(split)), Map.of());
                from = node(value, "Pad", List.of(from, file.list(behind), filling), Map.of());
                from = node(value, "Reshape", List.of(from, file.list(joined)), Map.of());
                from = node(
                        value,
                        "Slice",
                        List.of(from, file.list(0), file.list(spread - gap), file.list(axis), file.list(1)),
                        Map.of());
                shape = shape.with(axis, spread - gap);
            }
        }
        return exact(value, "Pad", List.of(from, file.list(around(pad.low(), pad.high())), filling), Map.of());
    }

    private static long[] around(List<Integer> low, List<Integer> high) {
        List<Integer> both = new ArrayList<>(low);
        both.addAll(high);
        return longs(both);
    }

    /** The patches tap by tap, side by side. */
    private Sent unfolded(Value value, Window window) {
        String bordered = whole(value, 0);
        if (window.padTop() + window.padBottom() + window.padLeft() + window.padRight() > 0) {
            long[] pads = {0, window.padTop(), window.padLeft(), 0, 0, window.padBottom(), window.padRight(), 0};
            String zero = file.numbers("number 0.0", new int[0], new float[1]);
            bordered = node(value, "Pad", List.of(bordered, file.list(pads), zero), Map.of());
        }
        int down = value.shape().dim(1);
        int across = value.shape().dim(2);
        List<String> taps = new ArrayList<>();
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                long top = (long) row * window.dilationHeight();
                long left = (long) column * window.dilationWidth();
                taps.add(node(
                        value,
                        "Slice",
                        List.of(
                                bordered,
                                file.list(top, left),
                                file.list(
                                        top + (long) (down - 1) * window.strideHeight() + 1,
                                        left + (long) (across - 1) * window.strideWidth() + 1),
                                file.list(1, 2),
                                file.list(window.strideHeight(), window.strideWidth())),
                        Map.of()));
            }
        }
        return exact(value, "Concat", taps, Map.of("axis", 3L));
    }

    /** An index is compared with each class, so that what is no index gives zeros. */
    private Sent oneHot(Value value, int classes) {
        float[] indices = new float[classes];
        for (int i = 0; i < classes; i++) {
            indices[i] = i;
        }
        String all = file.numbers("classes " + classes, new int[] {classes}, indices);
        String index = node(value, "Unsqueeze", List.of(whole(value, 0), file.list(-1)), Map.of());
        String same = node(value, "Equal", List.of(index, all), Map.of());
        return exact(value, "Cast", List.of(same), Map.of("to", (long) OnnxTensor.FLOAT));
    }

    // Windows over images, of which ONNX has the channels before height and width.

    private String first(String channelsLast) {
        return channelsFirst.computeIfAbsent(
                channelsLast,
                key -> file.node(key + " channels first", "Transpose", List.of(channelsLast), Map.of("perm", FIRST)));
    }

    private Sent last(Value value, String type, List<String> from, Map<String, Object> attributes) {
        String first = file.node(name(value) + " channels first", type, from, attributes);
        Sent last = exact(value, "Transpose", List.of(first), Map.of("perm", LAST));
        channelsFirst.put(last.name, first);
        return last;
    }

    /** A kernel {@code [height, width, channels, filters]} as {@code [filters, channels, height, width]}. */
    private String kernel(Value kernel) {
        NamedTensor tensor = weights.get(kernel);
        if (tensor == null) {
            return node(kernel, "Transpose", List.of(whole(kernel)), Map.of("perm", new long[] {3, 2, 0, 1}));
        }
        Shape s = tensor.shape();
        int taps = s.dim(0) * s.dim(1);
        int channels = s.dim(2);
        int filters = s.dim(3);
        float[] values = new float[s.size()];
        for (int tap = 0; tap < taps; tap++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int filter = 0; filter < filters; filter++) {
                    values[(filter * channels + channel) * taps + tap] =
                            tensor.values()[(tap * channels + channel) * filters + filter];
                }
            }
        }
        return file.numbers(
                names.get(kernel) + " filters first", new int[] {filters, channels, s.dim(0), s.dim(1)}, values);
    }

    private static Map<String, Object> window(Window window) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("kernel_shape", new long[] {window.height(), window.width()});
        attributes.put("strides", new long[] {window.strideHeight(), window.strideWidth()});
        attributes.put("dilations", new long[] {window.dilationHeight(), window.dilationWidth()});
        attributes.put("pads", new long[] {window.padTop(), window.padLeft(), window.padBottom(), window.padRight()});
        return attributes;
    }

    /** Whether ONNX's transposed convolution can say this one: what it adds at the end is less than a stride. */
    static boolean fits(Composite.Conv2dInputGradient conv) {
        return missingDown(conv) < conv.window().strideHeight()
                && missingAcross(conv) < conv.window().strideWidth();
    }

    private static int missingDown(Composite.Conv2dInputGradient conv) {
        Window window = conv.window();
        int reached = (window.windowsDown(conv.height()) - 1) * window.strideHeight() + window.spanHeight();
        return conv.height() + window.padTop() + window.padBottom() - reached;
    }

    private static int missingAcross(Composite.Conv2dInputGradient conv) {
        Window window = conv.window();
        int reached = (window.windowsAcross(conv.width()) - 1) * window.strideWidth() + window.spanWidth();
        return conv.width() + window.padLeft() + window.padRight() - reached;
    }
}
