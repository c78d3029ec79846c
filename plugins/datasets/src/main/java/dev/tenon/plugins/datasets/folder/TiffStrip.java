package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.data.DataException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The compressions of TIFF's strips and tiles (<i>TIFF</i>, revision 6.0, sections 9 and 13; Adobe Photoshop TIFF Technical Notes, 2002). */
final class TiffStrip {

    private static final int NONE = 1;
    private static final int LZW = 5;
    private static final int DEFLATE = 8;
    private static final int PACK_BITS = 32773;
    private static final int OLD_DEFLATE = 32946;

    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int CODES = 4096;

    private TiffStrip() {}

    /** Refuses what cannot be decompressed. */
    static void check(long compression, Path path) {
        if (compression != NONE
                && compression != LZW
                && compression != DEFLATE
                && compression != OLD_DEFLATE
                && compression != PACK_BITS) {
            throw new DataException(path + " is a TIFF file with compression " + compression
                    + "; save it with LZW, Deflate or PackBits, or not compressed");
        }
    }

    /**
     * What a strip or tile holds; what is packed beyond that is passed over.
     *
     * @param length of the result, whatever the packed bytes claim
     * @return empty if it holds less, or is damaged
     */
    static byte[] unpacked(long compression, byte[] file, int from, int count, int length) {
        byte[] plain = new byte[length];
        int found = switch ((int) compression) {
            case LZW -> lzw(file, from, count, plain);
            case DEFLATE, OLD_DEFLATE -> inflate(file, from, count, plain);
            case PACK_BITS -> packBits(file, from, from + count, plain);
            default -> {
                int copied = Math.min(count, length);
                System.arraycopy(file, from, plain, 0, copied);
                yield copied;
            }
        };
        return found == length ? plain : new byte[0];
    }

    private static int inflate(byte[] file, int from, int count, byte[] plain) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(file, from, count);
            int found = 0;
            int more = 1;
            while (more > 0 && found < plain.length) {
                more = inflater.inflate(plain, found, plain.length - found);
                found += more;
            }
            return found;
        } catch (DataFormatException e) {
            return 0;
        } finally {
            inflater.end();
        }
    }

    private static int packBits(byte[] file, int from, int end, byte[] plain) {
        int at = from;
        int found = 0;
        while (found < plain.length && at + 1 < end) {
            int run = file[at++];
            if (run >= 0) {
                int copied = Math.min(Math.min(run + 1, end - at), plain.length - found);
                System.arraycopy(file, at, plain, found, copied);
                at += run + 1;
                found += copied;
            } else if (run != -128) {
                int repeated = Math.min(1 - run, plain.length - found);
                Arrays.fill(plain, found, found + repeated, file[at++]);
                found += repeated;
            }
        }
        return found;
    }

    /** Codes of 9 to 12 bits, the highest bit first, which grow one code early. Each stands for text that was written before. */
    private static int lzw(byte[] file, int from, int count, byte[] plain) {
        int[] start = new int[CODES];
        int[] size = new int[CODES];
        int next = END + 1;
        int width = 9;
        int previous = CLEAR;
        int found = 0;
        for (long bit = 0; found < plain.length && bit + width <= 8L * count; ) {
            int code = 0;
            for (int i = 0; i < width; i++, bit++) {
                code = code << 1 | (file[from + (int) (bit / 8)] >> (7 - bit % 8) & 1);
            }
            if (code == END) {
                return found;
            }
            if (code == CLEAR) {
                next = END + 1;
                width = 9;
                previous = CLEAR;
                continue;
            }
            if (code > next || (code == next && previous == CLEAR) || next == CODES) {
                return 0;
            }
            // The text of the code before, and one byte more: the first of this one's text, which follows it.
            if (previous != CLEAR) {
                int length = previous < CLEAR ? 1 : size[previous];
                start[next] = found - length;
                size[next++] = length + 1;
            }
            int length = code < CLEAR ? 1 : size[code];
            for (int i = 0; i < length && found < plain.length; i++) {
                plain[found++] = code < CLEAR ? (byte) code : plain[start[code] + i];
            }
            previous = code;
            width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
        }
        return found;
    }
}
