package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.data.DataException;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A TIFF file of one page (Adobe, <i>TIFF</i>, revision 6.0): grey, palette, RGB or CMYK, of 1, 2, 4, 8 or 16 bits a sample, in strips or tiles,
 * not compressed or by LZW, Deflate or PackBits. It is decoded here, as the JDK's decoder gives what it has of a strip that ends too early, and
 * says nothing.
 */
final class TiffFile implements PictureFile {

    private static final int KIND_OF_PAGE = 254;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int COLOURS = 262;
    private static final int BIT_ORDER = 266;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES = 277;
    private static final int ROWS_OF_STRIP = 278;
    private static final int STRIP_BYTES = 279;
    private static final int PLANES = 284;
    private static final int PREDICTOR = 317;
    private static final int COLOUR_MAP = 320;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTES = 325;
    private static final int INKS = 332;
    private static final int EXTRA_SAMPLES = 338;
    private static final int FORMAT = 339;

    private static final int WHITE_IS_ZERO = 0;
    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int CMYK = 5;

    private static final int ENTRY = 12;
    private static final int MOST_EXTRA = 4;

    private final byte[] bytes;
    private final ByteBuffer file;
    private final Path path;
    private final Map<Integer, long[]> tags;
    private final int height;
    private final int width;
    private final int depth;
    private final int colours;
    private final int samples;
    private final boolean differences;
    private final long[] map;
    private final float brightest;

    private TiffFile(byte[] bytes, ByteBuffer file, Path path) {
        this.bytes = bytes;
        this.file = file;
        this.path = path;
        long directory = unsigned(4);
        this.tags = tags(directory);
        checkPages(directory);
        this.height = dimension(HEIGHT, "height");
        this.width = dimension(WIDTH, "width");
        this.colours = (int) only(COLOURS, -1);
        this.samples = (int) only(SAMPLES, 1);
        this.depth = depth();
        this.differences = only(PREDICTOR, 1) == 2;
        this.map = tags.getOrDefault(COLOUR_MAP, new long[0]);
        // As libtiff does: some programs write entries of 8 bits.
        this.brightest = Arrays.stream(map).allMatch(each -> each < 256) ? 255f : 65535f;
        check();
    }

    /**
     * Reads and checks the directory.
     *
     * @throws DataException if it is damaged or cut off, has several pages, or is of a kind that is not decoded
     */
    static TiffFile of(byte[] bytes, Path path) {
        ByteBuffer file =
                ByteBuffer.wrap(bytes).order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        try {
            return new TiffFile(bytes, file, path);
        } catch (IndexOutOfBoundsException e) {
            throw new DataException(damage(path, "it is cut off"), e);
        }
    }

    /** The entries of a directory whose values are whole numbers without a sign. */
    private Map<Integer, long[]> tags(long directory) {
        if (directory < 8 || directory > bytes.length - 2) {
            throw damaged(path, "its directory lies outside the file");
        }
        int entries = file.getShort((int) directory) & 0xffff;
        Map<Integer, long[]> found = new HashMap<>();
        for (int i = 0; i < entries; i++) {
            int entry = (int) directory + 2 + ENTRY * i;
            int size = switch (file.getShort(entry + 2)) {
                case 1 -> 1;
                case 3 -> 2;
                case 4 -> 4;
                default -> 0;
            };
            long count = unsigned(entry + 4);
            if (size > 0) {
                long at = count * size <= 4 ? entry + 8 : unsigned(entry + 8);
                if (at + count * size > bytes.length) {
                    throw damaged(path, "numbers of its directory lie outside the file");
                }
                long[] values = new long[(int) count];
                for (int j = 0; j < values.length; j++) {
                    int place = (int) at + j * size;
                    values[j] = size == 1
                            ? bytes[place] & 0xff
                            : size == 2 ? file.getShort(place) & 0xffff : unsigned(place);
                }
                found.put(file.getShort(entry) & 0xffff, values);
            }
        }
        return found;
    }

    /** A second page may be the first one made smaller, and nothing else. */
    private void checkPages(long directory) {
        int entries = file.getShort((int) directory) & 0xffff;
        long next = unsigned((int) directory + 2 + ENTRY * entries);
        if (next != 0 && (tags(next).getOrDefault(KIND_OF_PAGE, new long[1])[0] & 1) == 0) {
            throw unreadable("has more than one page", "save each as a file");
        }
    }

    private long unsigned(int at) {
        return file.getInt(at) & 0xffff_ffffL;
    }

    private long only(int tag, long otherwise) {
        long[] values = tags.get(tag);
        return values == null || values.length == 0 ? otherwise : values[0];
    }

    private int dimension(int tag, String name) {
        long value = only(tag, 0);
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw damaged(path, "its " + name + " is " + value);
        }
        return (int) value;
    }

    private int depth() {
        long[] bits = tags.getOrDefault(BITS, new long[] {1});
        if (bits.length == 0 || Arrays.stream(bits).anyMatch(each -> each != bits[0])) {
            throw unreadable("has samples of different depths", "save it with 8 or 16 bits a sample");
        }
        return (int) bits[0];
    }

    private void check() {
        int needed = switch (colours) {
            case WHITE_IS_ZERO, BLACK_IS_ZERO, PALETTE -> 1;
            case RGB -> 3;
            case CMYK -> 4;
            default ->
                throw unreadable(
                        "has the colours " + colours + " (PhotometricInterpretation)",
                        "save it as grey, palette or RGB");
        };
        if (samples < needed || samples > needed + MOST_EXTRA) {
            throw damaged(path, "it has " + samples + " samples a pixel, of which its colours need " + needed);
        }
        boolean known = switch (depth) {
            case 1, 2, 4 -> samples == 1;
            case 8 -> true;
            case 16 -> colours != PALETTE;
            default -> false;
        };
        if (!known || only(FORMAT, 1) != 1) {
            throw unreadable(
                    "has " + (only(FORMAT, 1) == 1 ? "" : "signed or floating-point ") + "samples of " + depth
                            + " bits",
                    "save it with 8 or 16 bits a sample, without a sign");
        }
        if (colours == PALETTE && map.length != 3 << depth) {
            throw damaged(path, "its palette has " + map.length + " numbers, not " + (3 << depth));
        }
        if (only(BIT_ORDER, 1) != 1 || (colours == CMYK && only(INKS, 1) != 1)) {
            throw unreadable("has its bits in reverse order, or other inks than CMYK", "save it as grey or RGB");
        }
        long predictor = only(PREDICTOR, 1);
        if (predictor != 1 && !(differences && depth >= 8)) {
            throw unreadable("uses predictor " + predictor, "save it without a predictor");
        }
        TiffStrip.check(only(COMPRESSION, 1), path);
    }

    /**
     * The samples as they are stored.
     *
     * @param mostPixels images with more are refused
     */
    Raster raster(int mostPixels) {
        Picture.checkSize(path, height, width, mostPixels);
        if ((long) height * width * samples > Integer.MAX_VALUE - 64) {
            throw unreadable("has " + height + " x " + width + " pixels of " + samples + " samples", "make it smaller");
        }
        boolean tiled = tags.containsKey(TILE_WIDTH);
        int wide = tiled ? dimension(TILE_WIDTH, "tile width") : width;
        int high = tiled ? dimension(TILE_HEIGHT, "tile height") : Math.clamp(only(ROWS_OF_STRIP, height), 1, height);
        boolean planar = only(PLANES, 1) == 2;
        int together = planar ? 1 : samples;
        long length = Math.ceilDiv((long) wide * together * depth, 8L);
        int across = Math.ceilDiv(width, wide);
        int down = Math.ceilDiv(height, high);
        // Many tiles that lie beyond the picture would take as long as those of a large one.
        double covered = (double) ((long) across * wide) * ((long) down * high);
        if (covered > 4.0 * mostPixels + (1 << 20) || length * high > Integer.MAX_VALUE - 64) {
            throw damaged(path, "its tiles are larger than it");
        }
        int planes = planar ? samples : 1;
        long[] offsets = tags.getOrDefault(tiled ? TILE_OFFSETS : STRIP_OFFSETS, new long[0]);
        long[] counts = tags.getOrDefault(tiled ? TILE_BYTES : STRIP_BYTES, new long[0]);
        long strips = (long) across * down * planes;
        if (offsets.length != strips || counts.length != strips) {
            throw damaged(path, "it has " + offsets.length + " strips or tiles, and its size asks for " + strips);
        }
        for (int i = 0; i < strips; i++) {
            if (offsets[i] + counts[i] > bytes.length) {
                throw damaged(path, "strip or tile " + i + " lies outside the file");
            }
        }
        WritableRaster raster = Raster.createInterleavedRaster(
                depth == 16 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE, width, height, samples, null);
        for (int i = 0; i < strips; i++) {
            int top = i / across % down * high;
            int left = i % across * wide;
            int rows = tiled ? high : Math.min(high, height - top);
            byte[] plain = TiffStrip.unpacked(
                    only(COMPRESSION, 1), bytes, (int) offsets[i], (int) counts[i], rows * (int) length);
            if (plain.length == 0) {
                throw damaged(path, "strip or tile " + i + " cannot be decompressed to " + rows * length + " bytes");
            }
            int columns = Math.min(wide, width - left);
            int[] line = new int[wide * together];
            for (int row = 0; row < Math.min(rows, height - top); row++) {
                read(plain, row * (int) length, line, together);
                if (planar) {
                    raster.setSamples(left, top + row, columns, 1, i / (across * down), line);
                } else {
                    raster.setPixels(left, top + row, columns, 1, line);
                }
            }
        }
        return raster;
    }

    /** A row of samples; with predictor 2 each is what it is more than its left neighbour. */
    private void read(byte[] plain, int at, int[] line, int together) {
        boolean little = file.order() == ByteOrder.LITTLE_ENDIAN;
        int most = (1 << depth) - 1;
        for (int i = 0; i < line.length; i++) {
            if (depth == 16) {
                int first = plain[at + 2 * i] & 0xff;
                int second = plain[at + 2 * i + 1] & 0xff;
                line[i] = little ? second << 8 | first : first << 8 | second;
            } else {
                int bit = i * depth;
                line[i] = (plain[at + bit / 8] & 0xff) >> (8 - depth - bit % 8) & most;
            }
            if (differences && i >= together) {
                line[i] = (line[i] + line[i - together]) & most;
            }
        }
    }

    @Override
    public String format() {
        return "tiff";
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int orientation() {
        return Exif.orientation(bytes, 0, bytes.length);
    }

    @Override
    public int samples() {
        return samples;
    }

    @Override
    public void light(int[] sample, float[] rgb) {
        float most = (1 << depth) - 1;
        int used = 1;
        switch (colours) {
            case WHITE_IS_ZERO -> Arrays.fill(rgb, (most - sample[0]) / most);
            case PALETTE -> {
                for (int i = 0; i < 3; i++) {
                    rgb[i] = map[(i << depth) + sample[0]] / brightest;
                }
            }
            case RGB -> {
                used = 3;
                for (int i = 0; i < 3; i++) {
                    rgb[i] = sample[i] / most;
                }
            }
            case CMYK -> {
                used = 4;
                for (int i = 0; i < 3; i++) {
                    rgb[i] = (most - sample[i]) * (most - sample[3]) / (most * most);
                }
            }
            default -> Arrays.fill(rgb, sample[0] / most);
        }
        // 2: alpha that the colours have not been multiplied by. Where they have (1), they are on black already.
        if (only(EXTRA_SAMPLES, 0) == 2 && samples > used) {
            for (int i = 0; i < 3; i++) {
                rgb[i] *= sample[used] / most;
            }
        }
    }

    private DataException unreadable(String why, String remedy) {
        return new DataException(path + " is a TIFF file that " + why + "; " + remedy);
    }

    private static DataException damaged(Path path, String why) {
        return new DataException(damage(path, why));
    }

    private static String damage(Path path, String why) {
        return path + " is a damaged TIFF file: " + why + "; fetch it again, or save it again";
    }
}
