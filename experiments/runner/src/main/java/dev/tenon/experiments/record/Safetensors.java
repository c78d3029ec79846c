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
import java.util.Map;
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

    private static final String METADATA = "__metadata__";

    private static final int BLOCK = 1 << 14;

    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfFloat NUMBER =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Safetensors() {}

    /** A tensor that is to be written. */
    interface Source {
        String name();

        Shape shape();
    }

    /** Writes the numbers of sources, which come in the order of their names. */
    @FunctionalInterface
    interface Numbers<S extends Source> {
        void write(S source, OutputStream out) throws IOException;
    }

    private record InMemory(NamedTensor tensor) implements Source {
        @Override
        public String name() {
            return tensor.name();
        }

        @Override
        public Shape shape() {
            return tensor.shape();
        }
    }

    /** Writes tensors. */
    static void write(OutputStream out, List<NamedTensor> tensors) throws IOException {
        write(out, Map.of(), tensors);
    }

    /**
     * Writes tensors and texts about them.
     *
     * @param metadata by name, in this order; no header entry if there are none
     */
    static void write(OutputStream out, Map<String, String> metadata, List<NamedTensor> tensors) throws IOException {
        List<InMemory> sources = tensors.stream().map(InMemory::new).toList();
        write(out, metadata, sources, (source, to) -> writeFloats(to, source.tensor.values()));
    }

    /**
     * Writes tensors that need not be in memory, nor their header as a whole: a file may have a hundred thousand of them.
     *
     * @throws IllegalArgumentException if two have one name
     */
    static <S extends Source> void write(
            OutputStream out, Map<String, String> metadata, List<S> tensors, Numbers<S> numbers) throws IOException {
        List<S> sorted =
                tensors.stream().sorted(Comparator.comparing(Source::name)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).name().equals(sorted.get(i - 1).name())) {
                throw new IllegalArgumentException(
                        "two tensors are named " + sorted.get(i).name());
            }
        }
        long[] length = {0};
        header(metadata, sorted, text -> length[0] += text.length);
        long padded = (length[0] + 7) / 8 * 8;
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .array());
        header(metadata, sorted, out::write);
        out.write(" ".repeat((int) (padded - length[0])).getBytes(StandardCharsets.US_ASCII));
        for (S tensor : sorted) {
            numbers.write(tensor, out);
        }
    }

    private interface Pieces {
        void take(byte[] text) throws IOException;
    }

    /** The header, piece by piece: what {@link Json} would make of all of it. */
    private static void header(Map<String, String> metadata, List<? extends Source> sorted, Pieces to)
            throws IOException {
        StringBuilder text = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            ObjectNode texts = Json.object();
            metadata.forEach(texts::put);
            text.append("\"" + METADATA + "\":").append(Json.compact(texts));
        }
        long offset = 0;
        for (Source tensor : sorted) {
            if (text.length() != 1 || offset > 0) {
                text.append(',');
            }
            long end = offset + 4L * tensor.shape().size();
            ObjectNode entry = Json.object();
            entry.put("dtype", "F32");
            ArrayNode shape = entry.putArray("shape");
            tensor.shape().toList().forEach(shape::add);
            entry.putArray("data_offsets").add(offset).add(end);
            text.append(Json.quoted(tensor.name())).append(':').append(Json.compact(entry));
            to.take(text.toString().getBytes(StandardCharsets.UTF_8));
            text.setLength(0);
            offset = end;
        }
        to.take(text.append('}').toString().getBytes(StandardCharsets.UTF_8));
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
        return contents(where, bytes).tensors().stream()
                .map(stored -> new NamedTensor(stored.name(), stored.shape(), stored.values(bytes)))
                .toList();
    }

    /**
     * A tensor in a file.
     *
     * @param start of its numbers, in bytes from the start of the file
     */
    record Stored(String name, Shape shape, long start) implements Source {

        /** The numbers, of the file's bytes. */
        float[] values(MemorySegment file) {
            float[] values = new float[shape.size()];
            MemorySegment.copy(file, NUMBER, start, values, 0, values.length);
            return values;
        }

        /** The numbers as they are in the file. */
        MemorySegment bytes(MemorySegment file) {
            return file.asSlice(start, 4L * shape.size());
        }
    }

    /**
     * What a file says it has.
     *
     * @param metadata texts by name; empty if it has none
     * @param tensors in the order of their numbers
     */
    record Contents(Map<String, String> metadata, List<Stored> tensors) {}

    /**
     * Reads all but the numbers.
     *
     * @throws BundleException as {@link #read} does
     */
    static Contents contents(String where, MemorySegment bytes) {
        if (bytes.byteSize() < 8) {
            throw new BundleException(
                    where + ": is cut off: " + bytes.byteSize() + " bytes are too few for a safetensors file");
        }
        long length = bytes.get(LENGTH, 0);
        if (length < 2 || length > LONGEST_HEADER) {
            throw new BundleException(where + ": is not a safetensors file: it claims a header of "
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
        return new Contents(
                header.has(METADATA) ? header.map(METADATA, JsonView::text) : Map.of(),
                entries.stream()
                        .map(entry -> new Stored(entry.name, entry.shape, start + entry.begin))
                        .toList());
    }

    private record Entry(String name, Shape shape, long begin, long end) {}

    private static List<Entry> entries(JsonView header) {
        if (!header.node().isObject()) {
            throw header.wrong("an object");
        }
        List<Entry> entries = new ArrayList<>();
        for (String name : header.node().propertyNames()) {
            if (name.equals(METADATA)) {
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
                throw new BundleException(
                        shape.where() + ": " + extents + " is not a shape of 1 to " + MOST + " numbers");
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
