package dev.tenon.plugins.datasets.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.DataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The variants of both formats, against the pixels of a second decoder: see {@code pictures/make.py} and {@code variants.py}. */
final class PictureFormatsTest {

    private static final Path FOLDER = Path.of("src/test/resources/pictures");
    private static final int MOST = 1 << 20;

    static List<String> expected() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(FOLDER.resolve("expected.csv")));
        lines.addAll(Files.readAllLines(FOLDER.resolve("variants.csv")));
        return lines;
    }

    private static Picture decode(String name) throws IOException {
        return Picture.decode(Files.readAllBytes(FOLDER.resolve(name)), Path.of(name), 3, MOST);
    }

    @ParameterizedTest
    @MethodSource("expected")
    void pixelsAreThoseOfASecondDecoder(String line) throws IOException {
        String[] fields = line.split(",", -1);
        Picture picture = decode(fields[0]);
        assertEquals(Integer.parseInt(fields[1]), picture.height());
        assertEquals(Integer.parseInt(fields[2]), picture.width());
        // PNG is exact, but for the second decoder's rounding of alpha; JPEG decoders differ by a step or two of 255.
        double tolerance = fields[0].endsWith(".jpg") ? 3.5 / 255 : 1e-6;
        for (int i = 0; i < picture.pixels().length; i++) {
            assertEquals(
                    Double.parseDouble(fields[3 + i]) / 65535, picture.pixels()[i], tolerance, fields[0] + " at " + i);
        }
    }

    @Test
    void everyPictureHasItsNumbers() throws IOException {
        try (var files = Files.walk(FOLDER)) {
            assertEquals(
                    expected().size(),
                    files.filter(file -> file.toString().matches(".*\\.(png|jpg)"))
                            .count());
        }
    }

    /** Each single bit of small files flipped: refused, or the same picture. A checksum covers all but what is passed over. */
    @Test
    void noFlippedBitOfAPngGivesOtherPixels() throws IOException {
        int flips = 0;
        for (String name : List.of("palette-2-transparent.png", "grey-16.png", "rgb-oriented.png")) {
            byte[] good = Files.readAllBytes(FOLDER.resolve(name));
            float[] right = decode(name).pixels();
            for (int bit = 0; bit < 8 * good.length; bit++) {
                byte[] bad = good.clone();
                bad[bit / 8] ^= (byte) (1 << (bit % 8));
                try {
                    Picture picture = Picture.decode(bad, Path.of(name), 3, MOST);
                    assertArrayEquals(right, picture.pixels(), name + ", bit " + bit);
                } catch (DataException e) {
                    flips++;
                    assertTrue(String.valueOf(e.getMessage()).startsWith(name), e.getMessage());
                }
            }
        }
        assertTrue(flips > 1000, flips + " refused");
    }

    /** JPEG has no checksums, so damage may show as other pixels; but it never shows as anything but one clear message. */
    @Test
    void aFlippedBitOfAJpegIsReadOrRefusedInOneSentence() throws IOException {
        int refused = 0;
        for (String name : List.of("cmyk.jpg", "oriented-6.jpg", "variants/rgb-profile.jpg")) {
            byte[] good = Files.readAllBytes(FOLDER.resolve(name));
            for (int bit = 0; bit < 8 * good.length; bit++) {
                byte[] bad = good.clone();
                bad[bit / 8] ^= (byte) (1 << (bit % 8));
                try {
                    Picture.decode(bad, Path.of(name), 3, MOST);
                } catch (DataException e) {
                    refused++;
                    String message = String.valueOf(e.getMessage());
                    assertTrue(message.startsWith(name), message);
                    assertFalse(message.matches(".*(null|Exception|java\\.).*"), message);
                }
            }
        }
        assertTrue(refused > 300, refused + " refused");
    }

    /** At every length but the whole one. */
    @ParameterizedTest
    @ValueSource(
            strings = {"grey-16.png", "palette-8-transparent.png", "cmyk.jpg", "ycc-progressive.jpg", "oriented-6.jpg"})
    void aCutFileIsRefused(String name) throws IOException {
        byte[] good = Files.readAllBytes(FOLDER.resolve(name));
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            String message = String.valueOf(assertThrows(
                            DataException.class, () -> Picture.decode(cut, Path.of(name), 3, MOST), "length " + length)
                    .getMessage());
            assertTrue(message.startsWith(name), message);
            assertFalse(message.matches(".*(null|Exception|java\\.).*"), message);
        }
    }

    private static byte[] chunk(String type, int... data) {
        byte[] bytes = new byte[12 + data.length];
        ByteBuffer.wrap(bytes).putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < data.length; i++) {
            bytes[8 + i] = (byte) data[i];
        }
        CRC32 crc = new CRC32();
        crc.update(bytes, 4, 4 + data.length);
        ByteBuffer.wrap(bytes).putInt(8 + data.length, (int) crc.getValue());
        return bytes;
    }

    private static byte[] header(int depth, int kind) {
        return chunk("IHDR", 0, 0, 0, 2, 0, 0, 0, 1, depth, kind, 0, 0, 0);
    }

    /** One row of two samples of one byte each, packed, after its filter. */
    private static byte[] data(int... line) {
        byte[] raw = new byte[line.length];
        for (int i = 0; i < line.length; i++) {
            raw[i] = (byte) line[i];
        }
        Deflater deflater = new Deflater();
        deflater.setInput(raw);
        deflater.finish();
        byte[] packed = new byte[64];
        int[] bytes = new int[deflater.deflate(packed)];
        deflater.end();
        Arrays.setAll(bytes, i -> packed[i] & 0xff);
        return chunk("IDAT", bytes);
    }

    private static byte[] png(byte[]... chunks) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        for (byte[] chunk : chunks) {
            bytes.writeBytes(chunk);
        }
        return bytes.toByteArray();
    }

    static List<Arguments> brokenPngs() {
        byte[] end = chunk("IEND");
        byte[] two = chunk("PLTE", 1, 2, 3, 4, 5, 6);
        return List.of(
                Arguments.of("no data", png(header(8, 0), end), "no chunk IDAT"),
                Arguments.of("a depth that is none", png(header(3, 0), data(0, 1, 2), end), "IHDR"),
                Arguments.of("a depth that colour has not", png(header(4, 2), data(0, 1, 2, 3), end), "IHDR"),
                Arguments.of("a kind that is none", png(header(8, 5), data(0, 1, 2), end), "IHDR"),
                Arguments.of("no palette", png(header(8, 3), data(0, 0, 1), end), "order"),
                Arguments.of("a late palette", png(header(8, 0), data(0, 0, 1), two, end), "PLTE"),
                Arguments.of("half an entry", png(header(8, 3), chunk("PLTE", 1, 2), data(0, 0, 0), end), "PLTE"),
                Arguments.of("two palettes", png(header(8, 3), two, two, data(0, 0, 0), end), "PLTE"),
                Arguments.of(
                        "more entries than bits",
                        png(header(1, 3), chunk("PLTE", new int[9]), data(0, 0), end),
                        "PLTE"),
                Arguments.of(
                        "an entry that is none",
                        png(header(8, 3), two, data(0, 1, 2), end),
                        "entry 2 of a palette of 2"),
                Arguments.of(
                        "an alpha for no entry",
                        png(header(8, 3), two, chunk("tRNS", 1, 2, 3), data(0, 0, 1), end),
                        "tRNS"),
                Arguments.of(
                        "an alpha beside alpha",
                        png(header(8, 4), chunk("tRNS", 0, 1), data(0, 1, 2, 3, 4), end),
                        "tRNS"),
                Arguments.of("a late transparency", png(header(8, 0), data(0, 1, 2), chunk("tRNS", 0, 1), end), "tRNS"),
                Arguments.of(
                        "data in two places",
                        png(header(8, 0), data(0, 1, 2), chunk("tEXt", 65, 0), data(0, 1, 2), end),
                        "order"),
                Arguments.of("a row too few", png(header(8, 0), data(0, 1), end), "cannot be decoded"),
                Arguments.of("a filter that is none", png(header(8, 0), data(9, 1, 2), end), "cannot be decoded"),
                Arguments.of("an unknown chunk", png(header(8, 0), chunk("ABCD"), data(0, 1, 2), end), "ABCD"),
                Arguments.of("no end", png(header(8, 0), data(0, 1, 2)), "cut off"));
    }

    @ParameterizedTest
    @MethodSource("brokenPngs")
    void aPngWithRightChecksumsAndAWrongStructureIsRefused(String what, byte[] bytes, String words) {
        String message = String.valueOf(
                assertThrows(DataException.class, () -> Picture.decode(bytes, Path.of("a.png"), 3, MOST), what)
                        .getMessage());
        assertTrue(message.startsWith("a.png") && message.contains(words), message);
        assertFalse(message.matches(".*(null|Exception|java\\.).*"), message);
    }

    @Test
    void whatFollowsTheLastChunkIsNoPartOfThePicture() {
        byte[] more = chunk("IEND");
        Picture picture = Picture.decode(png(header(8, 0), data(0, 51, 102), more, more), Path.of("a.png"), 1, MOST);
        assertArrayEquals(new float[] {51 / 255f, 102 / 255f}, picture.pixels());
    }

    /** A JPEG file whose frame or markers say what no decoder here reads. */
    static List<Arguments> unreadableJpegs() throws IOException {
        byte[] ycc = Files.readAllBytes(FOLDER.resolve("ycc.jpg"));
        byte[] cmyk = Files.readAllBytes(FOLDER.resolve("cmyk.jpg"));
        byte[] nameless = cmyk.clone();
        nameless[at(cmyk, 0xee) + 4] = 'a';
        return List.of(
                Arguments.of(with(ycc, 0xc0, 1, 0xc3), "lossless, hierarchical or coded arithmetically"),
                Arguments.of(with(ycc, 0xc0, 1, 0xc9), "lossless, hierarchical or coded arithmetically"),
                Arguments.of(with(ycc, 0xc0, 4, 12), "samples of 12 bits, not 8"),
                Arguments.of(with(ycc, 0xc0, 9, 2), "frame header"),
                Arguments.of(nameless, "CMYK without Adobe's marker"));
    }

    private static int at(byte[] bytes, int marker) {
        for (int i = 2; ; i++) {
            if ((bytes[i] & 0xff) == 0xff && (bytes[i + 1] & 0xff) == marker) {
                return i;
            }
        }
    }

    private static byte[] with(byte[] bytes, int marker, int offset, int value) {
        byte[] changed = bytes.clone();
        changed[at(bytes, marker) + offset] = (byte) value;
        return changed;
    }

    @ParameterizedTest
    @MethodSource("unreadableJpegs")
    void aJpegOfAnotherKindIsRefused(byte[] bytes, String words) {
        String message =
                String.valueOf(assertThrows(DataException.class, () -> Picture.decode(bytes, Path.of("a.jpg"), 3, MOST))
                        .getMessage());
        assertTrue(message.startsWith("a.jpg is a") && message.contains(words), message);
    }

    /** The colours of ordinary JPEG files are those that the JDK makes of them, to the bit. */
    @ParameterizedTest
    @ValueSource(strings = {"ycc.jpg", "ycc-420.jpg", "ycc-progressive.jpg", "variants/ycc-restarts.jpg", "grey.jpg"})
    void coloursAreTheDecodersOwn(String name) throws IOException {
        BufferedImage image = ImageIO.read(FOLDER.resolve(name).toFile());
        float[] pixels = decode(name).pixels();
        for (int i = 0; i < pixels.length; i++) {
            int place = i / 3;
            int band = Math.min(i % 3, image.getRaster().getNumBands() - 1);
            int sample = image.getRaster().getSample(place % image.getWidth(), place / image.getWidth(), band);
            assertEquals(sample / 255f, pixels[i], name + " at " + i);
        }
    }

    @Test
    void aPictureLargerThanAllowedIsRefusedBeforeItIsDecoded() throws IOException {
        byte[] bytes = Files.readAllBytes(FOLDER.resolve("rgb-8.png"));
        DataException e = assertThrows(DataException.class, () -> Picture.decode(bytes, Path.of("a.png"), 3, 23));
        assertTrue(
                String.valueOf(e.getMessage()).contains("4 x 6 = 24 pixels, more than most-pixels (23)"),
                e.getMessage());
    }
}
