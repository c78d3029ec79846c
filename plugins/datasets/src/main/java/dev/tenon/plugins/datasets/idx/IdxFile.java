package dev.tenon.plugins.datasets.idx;

import dev.tenon.api.data.DataException;
import dev.tenon.plugins.datasets.arrays.Element;
import dev.tenon.plugins.datasets.arrays.NumberArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An array in the IDX format (Y. LeCun, C. Cortes and C. Burges, <i>The MNIST database</i>): two zeros, the type of elements, the
 * number of extents; each extent as a big-endian int; the elements, big-endian, outermost extent first.
 */
final class IdxFile {

    private static final int UNSIGNED_BYTES = 0x08;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private IdxFile() {}

    /**
     * Images: {@code [n, rows, columns]}, or {@code [n, rows, columns, channels]}.
     *
     * @param path for messages
     */
    static NumberArray images(MemorySegment bytes, Path path) {
        return read(bytes, path, 3, 4, "images");
    }

    /**
     * Labels, {@code [n]}.
     *
     * @param path for messages
     */
    static NumberArray labels(MemorySegment bytes, Path path) {
        return read(bytes, path, 1, 1, "labels");
    }

    private static Optional<Element> element(int type) {
        return switch (type) {
            case UNSIGNED_BYTES -> Optional.of(Element.U8);
            case 0x09 -> Optional.of(Element.I8);
            case 0x0b -> Optional.of(Element.I16);
            case 0x0c -> Optional.of(Element.I32);
            case 0x0d -> Optional.of(Element.F32);
            case 0x0e -> Optional.of(Element.F64);
            default -> Optional.empty();
        };
    }

    private static NumberArray read(MemorySegment bytes, Path path, int least, int most, String what) {
        int magic = bytes.byteSize() < 4 ? UNSIGNED_BYTES << 8 | least : bytes.get(INT, 0);
        int rank = magic & 0xff;
        Optional<Element> element = element(magic >>> 8);
        if (element.isEmpty() || rank < least || rank > most) {
            String hint = element.isPresent() && (rank == 1 || rank == 3 || rank == 4)
                    ? "; it holds " + (rank == 1 ? "labels" : "images") + ": are images and labels swapped?"
                    : "; it is not such a file";
            throw new DataException(String.format(
                    "%s begins with 0x%08x, but an IDX file of %s begins with 0x%08x%s%s",
                    path,
                    magic,
                    what,
                    UNSIGNED_BYTES << 8 | least,
                    least == most ? "" : ", of images in colour with 0x00000804, of 16-bit ones with 0x00000b03",
                    hint));
        }
        int start = 4 + 4 * rank;
        if (bytes.byteSize() < start) {
            throw new DataException(path + " ends after " + bytes.byteSize() + " bytes, within its header of " + start
                    + "; fetch it again");
        }
        int[] extents = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            extents[axis] = bytes.get(INT, 4 + 4 * axis);
            if (extents[axis] < 1) {
                throw new DataException(path + " says that it holds " + (extents[axis] & 0xffff_ffffL) + " "
                        + (axis == 0 ? what : axis == 1 ? "rows" : axis == 2 ? "columns" : "channels")
                        + "; it is damaged or empty");
            }
        }
        long held = bytes.byteSize() - start;
        long size = NumberArray.size(extents);
        int each = element.get().bytes();
        if (size > held / each || size * each < held) {
            throw new DataException(path + " has " + held + " bytes after its header, which promises "
                    + (size > Long.MAX_VALUE / 64 ? "more than 2^60" : size * each) + "; "
                    + (size > held / each ? "it is cut off" : "it is too long") + ": fetch it again");
        }
        return new NumberArray(extents, element.get(), ByteOrder.BIG_ENDIAN, bytes.asSlice(start));
    }
}
