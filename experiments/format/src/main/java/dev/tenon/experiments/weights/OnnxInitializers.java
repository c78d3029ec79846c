package dev.tenon.experiments.weights;

import dev.tenon.api.data.DataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the initializers of an ONNX model, which are its weights, in the wire format of Protocol Buffers: {@code ModelProto.graph} is
 * field 7, {@code GraphProto.initializer} 5, and of a {@code TensorProto} {@code dims} is 1, {@code data_type} 2, {@code float_data} 4,
 * {@code name} 8, {@code raw_data} 9 and {@code data_location} 14.
 */
final class OnnxInitializers {

    private static final int FLOAT = 1;
    private static final int HALF = 10;
    private static final int BRAIN = 16;

    private OnnxInitializers() {}

    /**
     * The tensors by name.
     *
     * @throws DataException if the file is none of this format
     */
    static Map<String, StoredTensor> tensors(MemorySegment file) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        try {
            boolean[] graphs = new boolean[1];
            fields(file, (field, number, graph) -> {
                if (field == 7) {
                    graphs[0] = true;
                    fields(graph, (inner, value, tensor) -> {
                        if (inner == 5) {
                            StoredTensor found = tensor(tensor);
                            tensors.put(found.name(), found);
                        }
                    });
                }
            });
            if (!graphs[0]) {
                throw new DataException("it is not an ONNX model: it has no graph");
            }
        } catch (IndexOutOfBoundsException e) {
            throw new DataException("it is not an ONNX model, or damaged: it ends within a field", e);
        }
        return tensors;
    }

    private static StoredTensor tensor(MemorySegment message) {
        List<Long> shape = new ArrayList<>();
        long[] type = new long[2];
        String[] name = {""};
        MemorySegment[] numbers = {MemorySegment.ofArray(new byte[0])};
        fields(message, (field, number, bytes) -> {
            switch (field) {
                case 1 -> {
                    if (bytes.byteSize() == 0) {
                        shape.add(number);
                    }
                    new Wire(bytes).numbers(shape);
                }
                case 2 -> type[0] = number;
                case 4, 9 -> numbers[0] = bytes;
                case 8 -> name[0] = new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
                case 14 -> type[1] = number;
                default -> {}
            }
        });
        if (type[1] != 0) {
            throw new DataException("\"" + name[0]
                    + "\" is stored in another file (external data); save the model with its weights in one file");
        }
        Optional<StoredTensor.Numbers> kind = switch ((int) type[0]) {
            case FLOAT -> Optional.of(StoredTensor.Numbers.SINGLE);
            case HALF -> Optional.of(StoredTensor.Numbers.HALF);
            case BRAIN -> Optional.of(StoredTensor.Numbers.BRAIN);
            default -> Optional.empty();
        };
        return new StoredTensor(name[0], "ONNX " + type[0], kind, shape, numbers[0]);
    }

    /** Takes a field: its number, and its value or, of one that has a length, its bytes. */
    private interface Field {
        void take(int field, long number, MemorySegment bytes);
    }

    private static void fields(MemorySegment message, Field to) {
        Wire wire = new Wire(message);
        while (wire.at < message.byteSize()) {
            long tag = wire.varint();
            int field = (int) (tag >>> 3);
            switch ((int) tag & 7) {
                case 0 -> to.take(field, wire.varint(), message.asSlice(0, 0));
                case 1 -> wire.bytes(8);
                case 2 -> to.take(field, 0, wire.bytes(wire.varint()));
                case 5 -> wire.bytes(4);
                default -> throw new DataException("it is not an ONNX model, or damaged: a field is of no known kind");
            }
        }
    }

    /** Reads on in a message. */
    private static final class Wire {

        private final MemorySegment message;
        private long at;

        Wire(MemorySegment message) {
            this.message = message;
        }

        long varint() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                byte next = message.get(ValueLayout.JAVA_BYTE, at++);
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IndexOutOfBoundsException("a number of more than ten bytes");
        }

        MemorySegment bytes(long count) {
            MemorySegment bytes = message.asSlice(at, count);
            at += count;
            return bytes;
        }

        void numbers(List<Long> into) {
            while (at < message.byteSize()) {
                into.add(varint());
            }
        }
    }
}
