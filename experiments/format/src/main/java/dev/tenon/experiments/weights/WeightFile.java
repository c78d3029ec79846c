package dev.tenon.experiments.weights;

import dev.tenon.api.data.DataException;
import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.spec.KernelLayout;
import dev.tenon.experiments.spec.WeightSource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes weights from safetensors and ONNX files that other programs wrote, with axes in Tenon's order. */
public final class WeightFile {

    private WeightFile() {}

    /**
     * One tensor.
     *
     * @param file where it is, as it is found from here
     * @param from what the experiment says of it
     * @param parameter which of the layer's
     * @throws DataException if there is none, or it cannot be put in order; the message goes on from the file's name
     */
    public static WeightSource.Tensor read(Path file, WeightSource.File from, String parameter) {
        String name = from.tensors().getOrDefault(parameter, "");
        if (!Files.isRegularFile(file)) {
            throw new DataException("there is no such file; paths are relative to the folder of the experiment file");
        }
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            Map<String, StoredTensor> tensors =
                    String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".onnx")
                            ? OnnxInitializers.tensors(bytes)
                            : SafetensorsHeader.tensors(bytes);
            StoredTensor stored = tensors.get(name);
            if (stored == null) {
                throw new DataException("it has no tensor \"" + name + "\""
                        + Suggestions.hintAndList(name, tensors.keySet(), "It has", "it has " + tensors.size()));
            }
            float[] values = stored.values();
            Shape shape = Shape.of(stored.shape().stream()
                    .mapToInt(extent -> (int) (long) extent)
                    .toArray());
            return flattened(turned(new WeightSource.Tensor(shape, values), from.layout()), from.flattened(), name);
        } catch (IOException e) {
            throw new DataException("it cannot be read: " + e.getMessage(), e);
        }
    }

    private static WeightSource.Tensor turned(WeightSource.Tensor tensor, KernelLayout layout) {
        return switch (tensor.shape().rank()) {
            case 4 ->
                switch (layout) {
                    case HWIO -> tensor;
                    case OIHW -> permuted(tensor, 2, 3, 1, 0);
                    case IOHW -> permuted(tensor, 2, 3, 0, 1);
                };
            case 2 -> layout == KernelLayout.OIHW ? permuted(tensor, 1, 0) : tensor;
            default -> tensor;
        };
    }

    /** Axes in another order: axis {@code i} of the result is axis {@code order[i]} of the tensor. */
    private static WeightSource.Tensor permuted(WeightSource.Tensor tensor, int... order) {
        int[] strides = tensor.shape().strides();
        int[] dims = new int[order.length];
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = tensor.shape().dim(order[axis]);
        }
        float[] values = new float[tensor.values().length];
        int[] index = new int[dims.length];
        for (int i = 0; i < values.length; i++) {
            int from = 0;
            for (int axis = 0; axis < dims.length; axis++) {
                from += index[axis] * strides[order[axis]];
            }
            values[i] = tensor.values()[from];
            for (int axis = dims.length - 1; axis >= 0 && ++index[axis] == dims[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return new WeightSource.Tensor(Shape.of(dims), values);
    }

    /** Rows for channel, height, width as rows for height, width, channel. */
    private static WeightSource.Tensor flattened(WeightSource.Tensor matrix, List<Integer> image, String name) {
        if (image.isEmpty() || matrix.shape().rank() != 2) {
            return matrix;
        }
        int channels = image.get(0);
        int height = image.get(1);
        int width = image.get(2);
        if ((long) channels * height * width != matrix.shape().dim(0)) {
            throw new DataException("\"" + name + "\" has " + matrix.shape().dim(0) + " inputs, but flattened " + image
                    + " says " + (long) channels * height * width);
        }
        int outputs = matrix.shape().dim(1);
        return new WeightSource.Tensor(
                matrix.shape(),
                permuted(
                                new WeightSource.Tensor(Shape.of(channels, height, width, outputs), matrix.values()),
                                1,
                                2,
                                0,
                                3)
                        .values());
    }
}
