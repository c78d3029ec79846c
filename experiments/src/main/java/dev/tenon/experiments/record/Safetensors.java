package dev.tenon.experiments.record;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.run.NamedTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tensors in a file, in the safetensors format: eight bytes with the length of the header (little endian), the header (JSON:
 * for each name its type, shape and place), then the numbers. Written files hold 32-bit floats only, sorted by name, header
 * and numbers alike, and the header is padded with blanks so that the numbers start at a multiple of eight bytes.
 */
final class Safetensors {

    /** The format's own bound; it keeps a damaged length from asking for all memory. */
    private static final long LONGEST_HEADER = 100_000_000;

    /** What an array and a {@link Shape} can hold. */
    private static final long MOST = Integer.MAX_VALUE - 64;

    private static final int BLOCK = 1 << 14;

    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfFloat NUMBER =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Safetensors() {}

    /**
     * Writes tensors.
     *
     * @throws IllegalArgumentException if two have one name
     */
    static void write(OutputStream out, List<NamedTensor> tensors) throws IOException {
        List<NamedTensor> sorted =
                tensors.stream().sorted(Comparator.comparing(NamedTensor::name)).toList();
        ObjectNode header = Json.object();
        long offset = 0;
        for (NamedTensor tensor : sorted) {
            if (header.has(tensor.name())) {
                throw new IllegalArgumentException("two tensors are named " + tensor.name());
            }
            ObjectNode entry = header.putObject(tensor.name());
            entry.put("dtype", "F32");
            ArrayNode shape = entry.putArray("shape");
            tensor.shape().toList().forEach(shape::add);
            long end = offset + 4L * tensor.values().length;
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] text = Json.compact(header).getBytes(StandardCharsets.UTF_8);
        int padded = (text.length + 7) / 8 * 8;
        ByteBuffer head = ByteBuffer.allocate(8 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(text);
        while (head.hasRemaining()) {
            head.put((byte) ' ');
        }
        out.write(head.array());
        for (NamedTensor tensor : sorted) {
            writeFloats(out, tensor.values());
        }
    }

    /** What is not a number has one pattern: the numeric contract leaves it open, and files must be the same everywhere. */
    private static void writeFloats(OutputStream out, float[] values) throws IOException {
        ByteBuffer block =
                ByteBuffer.allocate(4 * Math.min(BLOCK, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += BLOCK) {
            int count = Math.min(BLOCK, values.length - from);
            block.clear();
            for (int i = 0; i < count; i++) {
                block.putInt(Float.floatToIntBits(values[from + i]));
            }
            out.write(block.array(), 0, 4 * count);
        }
    }

    /**
     * Reads tensors, in the order of their numbers in the file. Only 32-bit floats are taken.
     *
     * @param where what to call the file in messages
     * @throws BundleException if the file is cut off, has another type, or names places that do not fit
     */
    static List<NamedTensor> read(String where, MemorySegment bytes) {
        if (bytes.byteSize() < 8) {
            throw new BundleException(
                    where + ": is cut off: " + bytes.byteSize() + " bytes are too few for a safetensors file");
        }
        long length = bytes.get(LENGTH, 0);
        if (length < 2 || length > LONGEST_HEADER) {
            throw new BundleException(where + ": is no safetensors file: it claims a header of "
                    + Long.toUnsignedString(length) + " bytes");
        }
        long start = 8 + length;
        if (start > bytes.byteSize()) {
            throw new BundleException(
                    where + ": is cut off within its header: " + bytes.byteSize() + " bytes of at least " + start);
        }
        JsonView header = Json.parse(where, bytes.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE));
        List<Entry> entries = entries(header);
        checkPlaces(where, entries, bytes.byteSize() - start);
        List<NamedTensor> tensors = new ArrayList<>();
        for (Entry entry : entries) {
            float[] values = new float[entry.shape.size()];
            MemorySegment.copy(bytes, NUMBER, start + entry.begin, values, 0, values.length);
            tensors.add(new NamedTensor(entry.name, entry.shape, values));
        }
        return tensors;
    }

    private record Entry(String name, Shape shape, long begin, long end) {}

    private static List<Entry> entries(JsonView header) {
        if (!header.node().isObject()) {
            throw header.wrong("an object");
        }
        List<Entry> entries = new ArrayList<>();
        for (String name : header.node().propertyNames()) {
            if (name.equals("__metadata__")) {
                continue;
            }
            JsonView view = header.get(name);
            String type = view.text("dtype");
            if (!type.equals("F32")) {
                throw new BundleException(
                        view.where() + ": has dtype " + type + "; Tenon reads F32: convert it to float32");
            }
            entries.add(entry(name, view));
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        return entries;
    }

    private static Entry entry(String name, JsonView view) {
        JsonView shape = view.get("shape");
        List<Long> extents = shape.list(JsonView::whole);
        long size = 1;
        for (long extent : extents) {
            if (extent < 1 || extent > MOST || (size *= extent) > MOST) {
                throw new BundleException(shape.where() + ": " + extents + " is no shape of 1 to " + MOST + " numbers");
            }
        }
        List<Long> offsets = view.list("data_offsets", JsonView::whole);
        if (offsets.size() != 2 || offsets.get(0) < 0 || offsets.get(1) - offsets.get(0) != 4 * size) {
            throw new BundleException(view.where() + ".data_offsets: " + offsets + " are no " + 4 * size
                    + " bytes, which the shape " + extents + " takes");
        }
        int[] dims = extents.stream().mapToInt(Long::intValue).toArray();
        return new Entry(name, Shape.of(dims), offsets.get(0), offsets.get(1));
    }

    private static void checkPlaces(String where, List<Entry> entries, long available) {
        long end = 0;
        String before = "the header";
        for (Entry entry : entries) {
            if (entry.begin < end) {
                throw new BundleException(where + ": " + entry.name + " overlaps " + before);
            }
            if (entry.begin > end) {
                throw new BundleException(where + ": " + (entry.begin - end) + " bytes between " + before + " and "
                        + entry.name + " belong to no tensor");
            }
            end = entry.end;
            before = entry.name;
            if (end > available) {
                throw new BundleException(where + ": is cut off: " + entry.name + " ends at byte " + end
                        + " of the numbers, " + "and there are " + available);
            }
        }
        if (end != available) {
            throw new BundleException(
                    where + ": " + (available - end) + " bytes after " + before + " belong to no tensor");
        }
    }
}
