package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.data.DataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The structure of a PNG file (W3C, <i>Portable Network Graphics</i>, third edition, section 5): chunks of a length, a type, data and
 * a checksum. The JDK's decoder does not look at checksums and would show a damaged palette as other colours.
 */
final class PngFile {

    private static final int SIGNATURE = 8;
    private static final List<String> CRITICAL = List.of("IHDR", "PLTE", "IDAT", "IEND");

    private PngFile() {}

    /**
     * Checks all chunks, up to the last one.
     *
     * @return the orientation of an {@code eXIf} chunk, 1 if there is none
     * @throws DataException if the file is damaged or cut off
     */
    static int check(byte[] bytes, Path path) {
        int orientation = 1;
        int at = SIGNATURE;
        for (boolean first = true; ; first = false) {
            if (at + 12 > bytes.length) {
                throw damaged(path, "it is cut off");
            }
            long length = integer(bytes, at) & 0xffff_ffffL;
            String type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (length > bytes.length - at - 12) {
                throw damaged(path, "it is cut off within its chunk " + shown(type));
            }
            CRC32 crc = new CRC32();
            crc.update(bytes, at + 4, (int) length + 4);
            if ((int) crc.getValue() != integer(bytes, at + 8 + (int) length)) {
                throw damaged(path, "the checksum of its chunk " + shown(type) + " does not match");
            }
            if (first != type.equals("IHDR")) {
                throw damaged(path, "its first chunk, and no other, must be IHDR");
            }
            if (Character.isUpperCase(type.charAt(0)) && !CRITICAL.contains(type)) {
                throw damaged(
                        path,
                        "it has a chunk " + shown(type) + " that no decoder may leave out and this one does not know");
            }
            if (type.equals("IEND")) {
                return orientation;
            }
            if (type.equals("eXIf")) {
                orientation = Exif.orientation(bytes, at + 8, at + 8 + (int) length);
            }
            at += 12 + (int) length;
        }
    }

    private static String shown(String type) {
        return type.chars().allMatch(c -> c > ' ' && c < 127) ? type : "of no valid type";
    }

    private static int integer(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at);
    }

    private static DataException damaged(Path path, String why) {
        return new DataException(path + " is a damaged PNG file: " + why + "; fetch it again, or convert it anew");
    }
}
