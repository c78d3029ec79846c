package dev.tenon.plugins.datasets.arrays;

import dev.tenon.api.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array in NumPy's NPY format (versions 1 to 3): a magic number, a Python dictionary with the element type, the order and the
 * shape, then the elements.
 *
 * @param shape outermost axis first; empty for a single number
 * @param type as {@code u1}: kind (b, i, u or f) and bytes of an element
 * @param elements in row-major order
 */
record NpyArray(int[] shape, String type, ByteBuffer elements) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern TYPE = Pattern.compile("'descr': *'([<>|=])(b1|[iu][1248]|f[48])'");
    private static final Pattern ANY_TYPE = Pattern.compile("'descr': *([^,]*),");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");
    private static final int LONGEST_HEADER = 1 << 16;

    /**
     * Reads one array, to the end of the stream.
     *
     * @param where for messages, as {@code blood.npz: train_images}
     */
    static NpyArray read(InputStream in, String where) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DataException(where + " is no NumPy array; write it with numpy.save or numpy.savez");
        }
        int major = start[6];
        byte[] size = in.readNBytes(major == 1 ? 2 : 4);
        long length = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            length = (length << 8) | (size[i] & 0xff);
        }
        if (major < 1 || major > 3 || length > LONGEST_HEADER) {
            throw new DataException(where + " has an NPY header of version " + major + " and " + length
                    + " bytes; write it again with numpy.savez");
        }
        String header = new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find()) {
            Matcher other = ANY_TYPE.matcher(header);
            throw new DataException(where + " has elements of type " + (other.find() ? other.group(1) : "unknown")
                    + "; booleans, integers and floats of 32 or 64 bits can be read: convert it with numpy.astype");
        }
        if (!shape.find() || !header.contains("'fortran_order': False")) {
            throw new DataException(where + " is not in row-major order; convert it with numpy.ascontiguousarray");
        }
        int[] extents = Arrays.stream(shape.group(1).split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .mapToInt(each -> each.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(each))
                .toArray();
        int width = type.group(2).charAt(1) - '0';
        long wanted = width;
        for (int extent : extents) {
            wanted = Math.min(1L << 31, wanted * extent);
        }
        if (wanted > Integer.MAX_VALUE - 64) {
            throw new DataException(where + " has more than 2 GiB, which does not fit one array; split it");
        }
        byte[] bytes = in.readNBytes((int) wanted);
        if (bytes.length < wanted || in.read() >= 0) {
            throw new DataException(where + (bytes.length < wanted ? " is cut off" : " is too long")
                    + ": its header promises " + wanted + " bytes; fetch it again");
        }
        ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyArray(extents, type.group(2), ByteBuffer.wrap(bytes).order(order));
    }

    /** The number of elements. */
    int size() {
        return elements.capacity() / (type.charAt(1) - '0');
    }

    /** Element i. */
    double at(int i) {
        return switch (type) {
            case "b1", "u1" -> elements.get(i) & 0xff;
            case "i1" -> elements.get(i);
            case "u2" -> elements.getShort(2 * i) & 0xffff;
            case "i2" -> elements.getShort(2 * i);
            case "u4" -> Integer.toUnsignedLong(elements.getInt(4 * i));
            case "i4" -> elements.getInt(4 * i);
            case "i8", "u8" -> (double) elements.getLong(8 * i);
            case "f4" -> elements.getFloat(4 * i);
            default -> elements.getDouble(8 * i);
        };
    }

    /** What an image's element is divided by: the largest value of unsigned bytes and 16-bit integers, 1 for all else. */
    float scale() {
        return switch (type) {
            case "u1" -> 255f;
            case "u2" -> 65535f;
            default -> 1f;
        };
    }
}
