package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.data.DataException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A PNG file (W3C, <i>Portable Network Graphics</i>, third edition, section 5): chunks of a length, a type, data and a checksum. The
 * JDK's decoder does not look at checksums and would show a damaged palette as other colours. What follows the last chunk is no part
 * of the picture and is passed over, as the standard has it.
 *
 * @param path for messages
 * @param bytes see {@link PictureFile#bytes}
 * @param depth bits of a sample
 * @param kind the colour type: a sum of {@link #PALETTE}, {@link #COLOUR} and {@link #ALPHA}
 * @param palette red, green and blue of each entry; empty without a palette
 * @param transparency the data of the chunk tRNS: the alpha of palette entries, or the one transparent colour; empty without
 * @param orientation 1 to 8
 */
record PngFile(Path path, byte[] bytes, int depth, int kind, byte[] palette, byte[] transparency, int orientation)
        implements PictureFile {

    private static final int PALETTE = 1;
    private static final int COLOUR = 2;
    private static final int ALPHA = 4;
    private static final int SIGNATURE = 8;
    private static final int HEADER = 13;

    /** Letters in another case than the standard's mean other chunks, so this is all that a decoder must know. */
    private static final List<String> CRITICAL = List.of("IHDR", "PLTE", "IDAT", "IEND");

    /** What has been read of a file. */
    private static final class Chunks {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private byte[] header = new byte[0];
        private byte[] palette = new byte[0];
        private byte[] transparency = new byte[0];
        private int orientation = 1;
        private String last = "";
        private boolean data;
    }

    /**
     * Checks all chunks, up to the last one.
     *
     * @throws DataException if the file is damaged or cut off
     */
    static PngFile of(byte[] bytes, Path path) {
        Chunks chunks = new Chunks();
        chunks.kept.write(bytes, 0, SIGNATURE);
        int at = SIGNATURE;
        while (!chunks.last.equals("IEND")) {
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
            if (chunks.last.isEmpty() != type.equals("IHDR")) {
                throw damaged(path, "its first chunk, and no other, must be IHDR");
            }
            if (Character.isUpperCase(type.charAt(0)) && !CRITICAL.contains(type)) {
                throw damaged(
                        path,
                        "it has a chunk " + shown(type) + " that no decoder may leave out and this one does not know");
            }
            add(chunks, type, Arrays.copyOfRange(bytes, at + 8, at + 8 + (int) length), path);
            if (CRITICAL.contains(type)) {
                chunks.kept.write(bytes, at, 12 + (int) length);
            }
            at += 12 + (int) length;
        }
        if (!chunks.data) {
            throw damaged(path, "it has no chunk IDAT");
        }
        PngFile file = new PngFile(
                path,
                chunks.kept.toByteArray(),
                chunks.header[8],
                chunks.header[9],
                chunks.palette,
                chunks.transparency,
                chunks.orientation);
        file.checkTransparency();
        return file;
    }

    private static void add(Chunks chunks, String type, byte[] data, Path path) {
        switch (type) {
            case "IHDR" -> {
                checkHeader(data, path);
                chunks.header = data;
            }
            case "PLTE" -> {
                boolean used = (chunks.header[9] & PALETTE) != 0;
                if (chunks.data
                        || chunks.palette.length > 0
                        || data.length == 0
                        || data.length % 3 != 0
                        || (used && data.length / 3 > 1 << chunks.header[8])) {
                    throw damaged(path, "its palette (PLTE) is invalid");
                }
                chunks.palette = data;
            }
            case "IDAT" -> {
                if ((chunks.data && !chunks.last.equals("IDAT"))
                        || ((chunks.header[9] & PALETTE) != 0 && chunks.palette.length == 0)) {
                    throw damaged(path, "its chunks are not in the standard's order");
                }
                chunks.data = true;
            }
            case "tRNS" -> {
                if (chunks.data || chunks.transparency.length > 0) {
                    throw damaged(path, "its transparency (tRNS) is not where it must be");
                }
                chunks.transparency = data;
            }
            case "eXIf" -> chunks.orientation = Exif.orientation(data, 0, data.length);
            default -> {}
        }
        chunks.last = type;
    }

    private static void checkHeader(byte[] data, Path path) {
        boolean valid = data.length == HEADER
                && integer(data, 0) > 0
                && integer(data, 4) > 0
                && switch (data[9]) {
                    case 0 -> List.of(1, 2, 4, 8, 16).contains((int) data[8]);
                    case PALETTE | COLOUR -> List.of(1, 2, 4, 8).contains((int) data[8]);
                    case COLOUR, ALPHA, COLOUR | ALPHA -> List.of(8, 16).contains((int) data[8]);
                    default -> false;
                }
                && data[10] == 0
                && data[11] == 0
                && (data[12] == 0 || data[12] == 1);
        if (!valid) {
            throw damaged(path, "its header (IHDR) is invalid");
        }
    }

    private void checkTransparency() {
        int most = paletted() ? palette.length / 3 : (kind & ALPHA) != 0 ? 0 : 2 * samples();
        if (paletted() ? transparency.length > most : transparency.length != 0 && transparency.length != most) {
            throw damaged(path, "its transparency (tRNS) does not fit its kind of colours");
        }
    }

    private boolean paletted() {
        return (kind & PALETTE) != 0;
    }

    @Override
    public String format() {
        return "png";
    }

    @Override
    public int samples() {
        return (paletted() || (kind & COLOUR) == 0 ? 1 : 3) + ((kind & ALPHA) != 0 ? 1 : 0);
    }

    @Override
    public void light(int[] sample, float[] rgb) {
        if (paletted()) {
            int entry = sample[0];
            if (entry >= palette.length / 3) {
                throw damaged(path, "a pixel has entry " + entry + " of a palette of " + palette.length / 3);
            }
            float alpha = entry < transparency.length ? (transparency[entry] & 0xff) / 255f : 1f;
            for (int i = 0; i < 3; i++) {
                rgb[i] = (palette[3 * entry + i] & 0xff) / 255f * alpha;
            }
            return;
        }
        int colours = (kind & COLOUR) != 0 ? 3 : 1;
        float most = (1 << depth) - 1;
        float alpha = (kind & ALPHA) != 0 ? sample[colours] / most : transparent(sample, colours) ? 0f : 1f;
        for (int i = 0; i < 3; i++) {
            rgb[i] = sample[colours == 3 ? i : 0] / most * alpha;
        }
    }

    private boolean transparent(int[] sample, int colours) {
        if (transparency.length == 0) {
            return false;
        }
        for (int i = 0; i < colours; i++) {
            int one = ((transparency[2 * i] & 0xff) << 8) | (transparency[2 * i + 1] & 0xff);
            if (sample[i] != (one & ((1 << depth) - 1))) { // The standard has only the low bits count.
                return false;
            }
        }
        return true;
    }

    private static String shown(String type) {
        return type.chars().allMatch(c -> c > ' ' && c < 127) ? type : "of no valid type";
    }

    private static int integer(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at);
    }

    private static DataException damaged(Path path, String why) {
        return new DataException(path + " is a damaged PNG file: " + why + "; fetch it again, or convert it again");
    }
}
