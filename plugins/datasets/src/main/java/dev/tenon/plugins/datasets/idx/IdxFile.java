package dev.tenon.plugins.datasets.idx;

import dev.tenon.api.data.DataException;
import java.nio.file.Path;

/**
 * An array of unsigned bytes in the IDX format (Y. LeCun, C. Cortes and C. Burges, <i>The MNIST database</i>): two zeros,
 * the type 0x08, the number of extents; each extent as a big-endian int; the bytes, outermost extent first.
 *
 * @param extents one for labels, three (images, rows, columns) for images
 * @param bytes the whole file, unpacked
 * @param start index of the first element
 */
record IdxFile(int[] extents, byte[] bytes, int start) {

    private static final int UNSIGNED_BYTE = 0x08;

    /**
     * Reads images.
     *
     * @param path for messages
     */
    static IdxFile images(byte[] bytes, Path path) {
        return read(bytes, path, 3, "images");
    }

    /**
     * Reads labels.
     *
     * @param path for messages
     */
    static IdxFile labels(byte[] bytes, Path path) {
        return read(bytes, path, 1, "labels");
    }

    int count() {
        return extents[0];
    }

    /** Element i, from 0 to 255. */
    int at(int i) {
        return bytes[start + i] & 0xff;
    }

    private static IdxFile read(byte[] bytes, Path path, int rank, String what) {
        int start = 4 + 4 * rank;
        int wanted = UNSIGNED_BYTE << 8 | rank;
        int magic = bytes.length < 4 ? 0 : integer(bytes, 0);
        if (bytes.length >= 4 && magic != wanted) {
            String hint = magic == (UNSIGNED_BYTE << 8 | (4 - rank))
                    ? "; it holds " + (rank == 3 ? "labels" : "images") + ": are images and labels swapped?"
                    : "; it is no such file, or of another type than unsigned bytes";
            throw new DataException(String.format(
                    "%s begins with 0x%08x, but an IDX file of %s begins with 0x%08x%s",
                    path, magic, what, wanted, hint));
        }
        if (bytes.length < start) {
            throw new DataException(path + " ends after " + bytes.length + " bytes, within its header of " + start
                    + "; fetch it again");
        }
        int[] extents = new int[rank];
        long size = 1;
        for (int axis = 0; axis < rank; axis++) {
            extents[axis] = integer(bytes, 4 + 4 * axis);
            if (extents[axis] < 1) {
                throw new DataException(path + " says that it holds " + (extents[axis] & 0xffff_ffffL) + " "
                        + (axis == 0 ? what : axis == 1 ? "rows" : "columns") + "; it is damaged or empty");
            }
            // More than any file holds, and yet no overflow in the next product.
            size = Math.min(1L << 31, size * extents[axis]);
        }
        if (bytes.length - start != size) {
            throw new DataException(path + " has " + (bytes.length - start) + " bytes after its header, which promises "
                    + (size == 1L << 31 ? "more than 2^31" : size) + "; "
                    + (bytes.length - start < size ? "it is cut off" : "it is too long") + ": fetch it again");
        }
        return new IdxFile(extents, bytes, start);
    }

    private static int integer(byte[] bytes, int offset) {
        return (bytes[offset] & 0xff) << 24
                | (bytes[offset + 1] & 0xff) << 16
                | (bytes[offset + 2] & 0xff) << 8
                | (bytes[offset + 3] & 0xff);
    }
}
