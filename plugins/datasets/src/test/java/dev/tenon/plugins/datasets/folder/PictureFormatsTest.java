package dev.tenon.plugins.datasets.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
                    org.junit.jupiter.api.Assertions.assertArrayEquals(right, picture.pixels(), name + ", bit " + bit);
                } catch (DataException e) {
                    flips++;
                    assertTrue(String.valueOf(e.getMessage()).startsWith(name), e.getMessage());
                }
            }
        }
        assertTrue(flips > 1000, flips + " refused");
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
