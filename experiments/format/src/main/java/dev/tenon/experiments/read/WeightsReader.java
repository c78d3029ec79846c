package dev.tenon.experiments.read;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.settings.Size;
import dev.tenon.experiments.settings.Setting;
import dev.tenon.experiments.settings.SettingsWriter;
import dev.tenon.experiments.spec.WeightSource;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.Scalars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Numbers written in the file: nested lists, which are a layer's {@code kernel}, or a map from a parameter's name
 * to such lists. The kernel of a layer that slides over images is {@code [height, width]} (one filter over one
 * channel), {@code [filters, height, width]} (filters over one channel), or {@code [height, width, channels,
 * filters]}.
 */
final class WeightsReader {

    private static final String KERNEL = "kernel";

    private final Problems problems;

    WeightsReader(Problems problems) {
        this.problems = problems;
    }

    /** The weights of a layer; empty, with the mistake recorded, if they are none. */
    Optional<WeightSource> read(Node node, Class<? extends Record> settings) {
        // In alphabetical order, whatever the file's.
        Map<String, WeightSource.Tensor> tensors = new TreeMap<>();
        List<Entry> entries = node instanceof Mapping map
                ? map.entries()
                : List.of(new Entry(new Scalar(KERNEL, true, node.mark()), node));
        for (Entry entry : entries) {
            String name = entry.key().text();
            Optional<WeightSource.Tensor> tensor = tensor(entry.value());
            boolean image = name.equals(KERNEL) && slides(settings);
            if (tensor.isPresent()) {
                tensors.put(name, image ? asKernel(tensor.get()) : tensor.get());
            }
        }
        return tensors.size() == entries.size() ? Optional.of(new WeightSource.Written(tensors)) : Optional.empty();
    }

    /** Whether a layer's kernel has a height and a width. */
    private static boolean slides(Class<? extends Record> settings) {
        return Setting.of(settings).stream()
                .anyMatch(setting -> setting.key().equals(KERNEL) && setting.type() == Size.class);
    }

    private static WeightSource.Tensor asKernel(WeightSource.Tensor tensor) {
        Shape shape = tensor.shape();
        return switch (shape.rank()) {
            case 2 -> new WeightSource.Tensor(shape.append(1, 1), tensor.values());
            case 3 -> filtersLast(tensor);
            default -> tensor;
        };
    }

    private static WeightSource.Tensor filtersLast(WeightSource.Tensor tensor) {
        int filters = tensor.shape().dim(0);
        int taps = tensor.shape().size() / filters;
        float[] values = new float[filters * taps];
        for (int filter = 0; filter < filters; filter++) {
            for (int tap = 0; tap < taps; tap++) {
                values[tap * filters + filter] = tensor.values()[filter * taps + tap];
            }
        }
        Shape shape = Shape.of(tensor.shape().dim(1), tensor.shape().dim(2), 1, filters);
        return new WeightSource.Tensor(shape, values);
    }

    private Optional<WeightSource.Tensor> tensor(Node node) {
        List<Integer> extents = new ArrayList<>();
        for (Node inner = node;
                inner instanceof Sequence list;
                inner = list.items().getFirst()) {
            extents.add(list.items().size());
            if (list.items().isEmpty()) {
                problems.add(list.mark(), "weights cannot be an empty list");
                return Optional.empty();
            }
        }
        if (extents.isEmpty()) {
            problems.add(node.mark(), "weights are lists of numbers, such as [[-1, 1], [1, -1]], not " + node.shown());
            return Optional.empty();
        }
        try {
            Shape shape = Shape.of(extents.stream().mapToInt(Integer::intValue).toArray());
            float[] values = new float[shape.size()];
            return fill(node, extents, 0, 0, values)
                    ? Optional.of(new WeightSource.Tensor(shape, values))
                    : Optional.empty();
        } catch (ShapeException e) {
            problems.add(node.mark(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Fills in the numbers of a node from an index on; false, with the mistake recorded, if it is ragged. */
    private boolean fill(Node node, List<Integer> extents, int axis, int from, float[] values) {
        if (axis == extents.size()) {
            Optional<Float> number = node instanceof Scalar scalar ? Scalars.single(scalar) : Optional.empty();
            number.ifPresent(found -> values[from] = found);
            if (number.isEmpty()) {
                problems.add(node.mark(), "a weight is a number, not " + node.shown());
            }
            return number.isPresent();
        }
        if (!(node instanceof Sequence list) || list.items().size() != extents.get(axis)) {
            String found =
                    node instanceof Sequence list ? "a list of " + list.items().size() : node.shown();
            problems.add(
                    node.mark(),
                    "the lists of weights differ in length: this is " + found + ", the first is a list of "
                            + extents.get(axis));
            return false;
        }
        int step = extents.subList(axis + 1, extents.size()).stream().reduce(1, (a, b) -> a * b);
        boolean right = true;
        for (int i = 0; i < list.items().size(); i++) {
            right &= fill(list.items().get(i), extents, axis + 1, from + i * step, values);
        }
        return right;
    }

    /** Weights as they are written, in their full form. */
    static Mapping write(WeightSource.Written written) {
        Mark mark = SettingsWriter.NOWHERE;
        List<Entry> entries = new ArrayList<>();
        written.tensors()
                .forEach((name, tensor) -> entries.add(new Entry(
                        new Scalar(name, false, mark),
                        nested(tensor.values(), tensor.shape().dims(), mark))));
        return new Mapping(entries, mark);
    }

    private static Node nested(float[] values, int[] extents, Mark mark) {
        if (extents.length == 0) {
            return new Scalar(SettingsWriter.number(values[0]), true, mark);
        }
        int step = values.length / extents[0];
        int[] inner = Arrays.copyOfRange(extents, 1, extents.length);
        List<Node> items = new ArrayList<>();
        for (int i = 0; i < extents[0]; i++) {
            items.add(nested(Arrays.copyOfRange(values, i * step, (i + 1) * step), inner, mark));
        }
        return new Sequence(items, mark);
    }
}
