package dev.tenon.experiments.export;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.run.NamedTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Arrays as NumPy saves them: an archive of {@code .npy} files, version 1.0 of that format (<a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>), 32-bit floats, little endian,
 * row-major.
 */
public final class NpzWriter {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    /** Numbers begin at a multiple of this. */
    private static final int ALIGNED = 64;

    private static final int BLOCK = 1 << 14;

    private NpzWriter() {}

    /** Writes arrays, sorted by name. */
    public static void write(OutputStream out, List<NamedTensor> arrays) throws IOException {
        try (FixedZip zip = new FixedZip(out)) {
            for (NamedTensor each : arrays.stream()
                    .sorted(Comparator.comparing(NamedTensor::name))
                    .toList()) {
                zip.add(each.name() + ".npy", to -> array(to, each.shape(), each.values()));
            }
        }
    }

    private static void array(OutputStream out, Shape shape, float[] values) throws IOException {
        String extents = shape.toList().stream().map(extent -> extent + ",").collect(Collectors.joining(" "));
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + extents + "), }";
        int length = text.length() + 1;
        int padding = (ALIGNED - (MAGIC.length + 2 + length) % ALIGNED) % ALIGNED;
        out.write(MAGIC);
        out.write(new byte[] {(byte) (length + padding), (byte) ((length + padding) >> 8)});
        out.write((text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
        ByteBuffer block = ByteBuffer.allocate(4 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += BLOCK) {
            int count = Math.min(BLOCK, values.length - from);
            block.clear();
            block.asFloatBuffer().put(values, from, count);
            out.write(block.array(), 0, 4 * count);
        }
    }
}
