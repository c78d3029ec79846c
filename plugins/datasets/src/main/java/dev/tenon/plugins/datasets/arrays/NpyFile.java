package dev.tenon.plugins.datasets.arrays;

import dev.tenon.api.data.DataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's NPY format (versions 1 to 3): a magic number, a Python dictionary with the element type, the order and the shape, then the
 * elements.
 */
final class NpyFile {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern TYPE = Pattern.compile("'descr': *'([<>|=])(b1|[iu][1248]|f[48])'");
    private static final Pattern ANY_TYPE = Pattern.compile("'descr': *([^,]*),");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");
    private static final int LONGEST_HEADER = 1 << 16;

    private NpyFile() {}

    /**
     * The array of a file.
     *
     * @param bytes of the whole file
     * @param where for messages, as {@code blood.npz: train_images}
     */
    static NumberArray of(MemorySegment bytes, String where) {
        byte[] start = part(bytes, 0, 12);
        if (start.length < 12 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DataException(where + " is not a NumPy array; write it with numpy.save or numpy.savez");
        }
        int major = start[6];
        int begin = major == 1 ? 10 : 12;
        long length = 0;
        for (int i = begin - 1; i >= 8; i--) {
            length = (length << 8) | (start[i] & 0xff);
        }
        if (major < 1 || major > 3 || length > LONGEST_HEADER) {
            throw new DataException(where + " has an NPY header of version " + major + " and " + length
                    + " bytes; write it again with numpy.save or numpy.savez");
        }
        String header = new String(part(bytes, begin, (int) length), StandardCharsets.UTF_8);
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
                .mapToInt(each -> {
                    if (each.length() > 9 || each.contains(" ")) {
                        throw new DataException(where + " has an axis of " + each
                                + " elements; axes of up to 999999999 can be read: is it damaged?");
                    }
                    return Integer.parseInt(each);
                })
                .toArray();
        Element element = element(type.group(2));
        long held = bytes.byteSize() - begin - length;
        long wanted = NumberArray.size(extents);
        if (wanted > held / element.bytes() || wanted * element.bytes() < held) {
            String promised = wanted > Long.MAX_VALUE / 64 ? "more than 2^60" : "" + wanted * element.bytes();
            throw new DataException(where + (wanted > held / element.bytes() ? " is cut off" : " is too long")
                    + ": its header promises " + promised + " bytes of elements and it has " + Math.max(0, held)
                    + "; fetch it again");
        }
        ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NumberArray(extents, element, order, bytes.asSlice(begin + length));
    }

    private static byte[] part(MemorySegment bytes, long from, int length) {
        long end = Math.min(bytes.byteSize(), from + length);
        return bytes.asSlice(Math.min(from, end), end - Math.min(from, end)).toArray(ValueLayout.JAVA_BYTE);
    }

    private static Element element(String type) {
        return switch (type) {
            case "b1", "u1" -> Element.U8;
            case "i1" -> Element.I8;
            case "u2" -> Element.U16;
            case "i2" -> Element.I16;
            case "u4" -> Element.U32;
            case "i4" -> Element.I32;
            case "i8", "u8" -> Element.I64;
            case "f4" -> Element.F32;
            default -> Element.F64;
        };
    }
}
