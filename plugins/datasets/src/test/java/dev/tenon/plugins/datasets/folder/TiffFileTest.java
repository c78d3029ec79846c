package dev.tenon.plugins.datasets.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.DataException;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** TIFF files that the JDK writes, and some that are put together here, sound and damaged. */
final class TiffFileTest {

    private static final int MOST = 1 << 20;

    private static Raster raster(byte[] bytes) {
        return Picture.raster(PictureFile.of(bytes, Path.of("a.tif")), Path.of("a.tif"), MOST);
    }

    private static Picture picture(byte[] bytes) {
        return Picture.decode(bytes, Path.of("a.tif"), 3, MOST);
    }

    private static BufferedImage deep() {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 61, 83, 3, null);
        return new BufferedImage(model, raster, false, null);
    }

    /** Half of it noise, which packs badly, and half of it runs. */
    private static BufferedImage filled(BufferedImage image) {
        SplittableRandom random = new SplittableRandom(5);
        WritableRaster raster = image.getRaster();
        for (int row = 0; row < image.getHeight(); row++) {
            for (int column = 0; column < image.getWidth(); column++) {
                for (int band = 0; band < raster.getNumBands(); band++) {
                    int most = 1 << raster.getSampleModel().getSampleSize(band);
                    int value = row % 4 < 2 ? random.nextInt(most) : (row / 8 + band) % most;
                    raster.setSample(column, row, band, value);
                }
            }
        }
        return image;
    }

    private static byte[] written(BufferedImage image, String compression, int tile) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (!compression.isEmpty()) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
        }
        if (tile > 0) {
            param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            param.setTiling(tile, 2 * tile, 0, 0);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static Stream<Arguments> images() {
        List<BufferedImage> images = List.of(
                new BufferedImage(61, 83, BufferedImage.TYPE_BYTE_GRAY),
                new BufferedImage(61, 83, BufferedImage.TYPE_USHORT_GRAY),
                new BufferedImage(61, 83, BufferedImage.TYPE_INT_RGB),
                new BufferedImage(61, 83, BufferedImage.TYPE_BYTE_BINARY),
                new BufferedImage(61, 83, BufferedImage.TYPE_BYTE_INDEXED),
                deep());
        return images.stream()
                .map(TiffFileTest::filled)
                .flatMap(image -> Stream.of("", "LZW", "ZLib", "Deflate", "PackBits")
                        .flatMap(compression -> Stream.of(0, 16).map(tile -> Arguments.of(image, compression, tile))));
    }

    @ParameterizedTest
    @MethodSource("images")
    void samplesAreThoseThatWereWritten(BufferedImage image, String compression, int tile) throws IOException {
        Raster read = raster(written(image, compression, tile));
        Raster right = image.getRaster();
        assertEquals(right.getBounds(), read.getBounds());
        for (int band = 0; band < right.getNumBands(); band++) {
            int[] none = new int[61 * 83];
            assertArrayEquals(
                    right.getSamples(0, 0, 61, 83, band, none), read.getSamples(0, 0, 61, 83, band, none.clone()));
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void coloursAreThoseOfAnotherDecoder(BufferedImage image, String compression, int tile) throws IOException {
        float[] pixels = picture(written(image, compression, tile)).pixels();
        for (int i = 0; i < pixels.length; i += 97) {
            int place = i / 3;
            float[] right = image.getRaster().getPixel(place % 61, place / 61, new float[4]);
            float light = image.getColorModel().getPixelSize() > 8 || image.getType() == BufferedImage.TYPE_BYTE_GRAY
                    ? right[image.getRaster().getNumBands() == 3 ? i % 3 : 0]
                            / ((1 << image.getSampleModel().getSampleSize(0)) - 1)
                    : (image.getRGB(place % 61, place / 61) >> (16 - 8 * (i % 3)) & 0xff) / 255f;
            assertEquals(light, pixels[i], 1e-6, "at " + i);
        }
    }

    /** A file of entries and one strip; what is not said is that of a grey image of 8 bits in 2 rows of 3 pixels. */
    private static byte[] tiff(ByteOrder order, int[][] entries, byte... strip) {
        TreeMap<Integer, int[]> all = new TreeMap<>();
        int[][] usual = {
            {256, 3}, {257, 2}, {258, 8}, {259, 1}, {262, 1}, {273, 8}, {277, 1}, {278, 2}, {279, strip.length}
        };
        Stream.concat(Arrays.stream(usual), Arrays.stream(entries))
                .forEach(entry -> all.put(entry[0], Arrays.copyOfRange(entry, 1, entry.length)));
        int directory = 8 + strip.length;
        int far = directory + 2 + 12 * all.size() + 4;
        ByteBuffer file = ByteBuffer.allocate(far
                        + 4
                                * all.values().stream()
                                        .mapToInt(values -> values.length > 1 ? values.length : 0)
                                        .sum())
                .order(order);
        file.put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I'));
        file.put(file.get(0)).putShort((short) 42).putInt(directory).put(strip);
        file.putShort((short) all.size());
        List<int[]> later = new ArrayList<>();
        for (var entry : all.entrySet()) {
            int[] values = entry.getValue();
            // An orientation is a short number, or it is none.
            boolean small = values.length == 1 && entry.getKey() == 274;
            file.putShort((short) (int) entry.getKey())
                    .putShort((short) (small ? 3 : 4))
                    .putInt(values.length);
            if (small) {
                file.putShort((short) values[0]).putShort((short) 0);
            } else if (values.length == 1) {
                file.putInt(values[0]);
            } else {
                file.putInt(far);
                far += 4 * values.length;
                later.add(values);
            }
        }
        file.putInt(0);
        later.forEach(values -> Arrays.stream(values).forEach(file::putInt));
        return file.array();
    }

    private static int[] e(int... entry) {
        return entry;
    }

    private static byte[] grey(int[]... entries) {
        return tiff(ByteOrder.LITTLE_ENDIAN, entries, new byte[] {0, 51, 102, (byte) 153, (byte) 204, (byte) 255});
    }

    private static float[] red(byte[] bytes) {
        float[] pixels = picture(bytes).pixels();
        float[] red = new float[pixels.length / 3];
        for (int i = 0; i < red.length; i++) {
            red[i] = pixels[3 * i];
        }
        return red;
    }

    @Test
    void whatTheJdkDoesNotWriteIsReadToo() {
        assertArrayEquals(new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, red(grey()));
        assertArrayEquals(new float[] {1, 0.8f, 0.6f, 0.4f, 0.2f, 0}, red(grey(e(262, 0))), "white is zero");
        assertArrayEquals(new float[] {0.6f, 0, 0.8f, 0.2f, 1, 0.4f}, red(grey(e(274, 6))), "turned");
        assertArrayEquals(
                new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1},
                red(grey(e(273, 8, 11), e(278, 1), e(279, 3, 3))),
                "two strips");
        byte[] steps = {10, 1, 1, 20, 2, -1};
        assertArrayEquals(
                new float[] {10 / 255f, 11 / 255f, 12 / 255f, 20 / 255f, 22 / 255f, 21 / 255f},
                red(tiff(ByteOrder.LITTLE_ENDIAN, new int[][] {e(317, 2)}, steps)),
                "differences");
        int[][] two = {e(257, 1), e(256, 2), e(258, 16), e(279, 4)};
        assertArrayEquals(
                new float[] {0x0102 / 65535f, 0xff00 / 65535f},
                red(tiff(ByteOrder.BIG_ENDIAN, two, new byte[] {1, 2, (byte) 0xff, 0})),
                "the high byte first");
        int[][] planar = {
            e(257, 1), e(256, 1), e(258, 8, 8, 8), e(262, 2), e(277, 3), e(284, 2), e(273, 8, 9, 10), e(279, 1, 1, 1)
        };
        assertArrayEquals(
                new float[] {51 / 255f, 0, 1},
                picture(tiff(ByteOrder.BIG_ENDIAN, planar, new byte[] {51, 0, (byte) 255}))
                        .pixels(),
                "a plane for each colour");
        int[][] clear = {e(257, 1), e(256, 1), e(258, 8, 8, 8, 8), e(262, 2), e(277, 4), e(338, 2), e(279, 4)};
        assertArrayEquals(
                new float[] {0.4f, 0.2f, 0},
                picture(tiff(ByteOrder.BIG_ENDIAN, clear, new byte[] {(byte) 255, 127, 0, 102}))
                        .pixels(),
                1e-3f,
                "what is transparent is on black");
        int[][] inks = {e(257, 1), e(256, 1), e(258, 8, 8, 8, 8), e(262, 5), e(277, 4), e(279, 4)};
        assertArrayEquals(
                new float[] {0.4f, 0.2f, 0},
                picture(tiff(ByteOrder.BIG_ENDIAN, inks, new byte[] {0, (byte) 128, (byte) 255, (byte) 153}))
                        .pixels(),
                1e-3f,
                "ink takes light away");
        int[] map = new int[1 + 3 * 256];
        map[0] = 320;
        map[1 + 51] = 255;
        assertEquals(
                1f,
                red(tiff(ByteOrder.LITTLE_ENDIAN, new int[][] {e(262, 3), map}, new byte[] {51, 0, 0, 0, 0, 0}))[0]);
    }

    static Stream<Arguments> refused() {
        int[] map = new int[7];
        map[0] = 320;
        byte[] pages = grey();
        ByteBuffer.wrap(pages).order(ByteOrder.LITTLE_ENDIAN).putInt(pages.length - 4, 14);
        byte[] big = grey();
        big[2] = 43;
        return Stream.of(
                Arguments.of(grey(e(256, 0)), "its width is 0"),
                Arguments.of(grey(e(257, -1)), "its height is 4294967295"),
                Arguments.of(grey(e(256, 1 << 30), e(257, 1 << 30)), "more than most-pixels (1048576)"),
                Arguments.of(grey(e(258, 3)), "samples of 3 bits; save it with 8 or 16 bits"),
                Arguments.of(grey(e(258, 32), e(339, 3)), "floating-point samples of 32 bits"),
                Arguments.of(grey(e(258, 8, 16)), "samples of different depths"),
                Arguments.of(grey(e(259, 7)), "compression 7; save it with LZW, Deflate or PackBits"),
                Arguments.of(grey(e(262, 6)), "the colours 6 (PhotometricInterpretation); save it as grey"),
                Arguments.of(grey(e(262, 2)), "1 samples a pixel, of which its colours need 3"),
                Arguments.of(grey(e(277, 60_000)), "60000 samples a pixel"),
                Arguments.of(grey(e(262, 3), map), "its palette has 6 numbers, not 768"),
                Arguments.of(grey(e(266, 2)), "bits in reverse order"),
                Arguments.of(grey(e(317, 3)), "predictor 3"),
                Arguments.of(grey(e(273, 100_000)), "strip or tile 0 lies outside the file"),
                Arguments.of(grey(e(273, -1)), "strip or tile 0 lies outside the file"),
                Arguments.of(grey(e(279, 5)), "cannot be decompressed to 6 bytes"),
                Arguments.of(grey(e(278, 1)), "it has 1 strips or tiles, and its size asks for 2"),
                Arguments.of(
                        grey(e(322, 1 << 16), e(323, 1 << 14), e(324, 8), e(325, 6)), "its tiles are larger than it"),
                Arguments.of(grey(e(256, 1), e(257, 8192), e(322, 8192), e(323, 16)), "its tiles are larger than it"),
                Arguments.of(grey(e(259, 5)), "cannot be decompressed"),
                Arguments.of(grey(e(259, 8)), "cannot be decompressed"),
                Arguments.of(grey(e(259, 32773), e(257, 1000), e(278, 1000)), "cannot be decompressed to 3000 bytes"),
                Arguments.of(pages, "has more than one page; save each as a file"),
                Arguments.of(big, "is a BigTIFF file"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeReadIsRefusedInOneSentence(byte[] bytes, String words) {
        String message = String.valueOf(
                assertThrows(DataException.class, () -> picture(bytes)).getMessage());
        assertTrue(message.startsWith("a.tif") && message.contains(words), message);
    }

    private static List<byte[]> small() throws IOException {
        BufferedImage image = filled(new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB));
        return List.of(written(image, "LZW", 0), written(image, "ZLib", 0), written(image, "PackBits", 16), grey());
    }

    @Test
    void aCutFileIsRefused() throws IOException {
        for (byte[] good : small()) {
            for (int length = 0; length < good.length; length++) {
                byte[] cut = Arrays.copyOf(good, length);
                try {
                    // Where the directory comes last, its last number may be nobody's.
                    assertArrayEquals(picture(good).pixels(), picture(cut).pixels());
                    assertTrue(length > good.length - 64, "cut to " + length);
                } catch (DataException e) {
                    clear(e);
                }
            }
        }
    }

    /** There are no checksums: damage shows as other pixels, or as one clear message, and never takes memory or time. */
    @Test
    void aFlippedBitIsReadOrRefusedInOneSentence() throws IOException {
        int refused = 0;
        for (byte[] good : small()) {
            for (int bit = 0; bit < 8 * good.length; bit++) {
                byte[] bad = good.clone();
                bad[bit / 8] ^= (byte) (1 << (bit % 8));
                try {
                    picture(bad);
                } catch (DataException e) {
                    refused++;
                    clear(e);
                }
            }
        }
        assertTrue(refused > 1000, refused + " refused");
    }

    private static void clear(DataException e) {
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("a.tif"), message);
        assertFalse(message.matches(".*(null|Exception|java\\.).*"), message);
    }
}
