package dev.tenon.plugins.datasets.masks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.settings.Size;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestDatasetScope;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageMasksTest extends DatasetContract {

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        for (int i = 0; i < 12; i++) {
            String name = "p" + i / 3 + "_" + (char) ('a' + i);
            write("images/" + name + (i == 5 ? ".jpg" : ".png"), picture(4, 6));
            write("grey/" + name + ".png", grey(4, 6, 0, 255));
            write("palette/" + name + ".png", palette(4, 6));
            write("small/" + name + ".png", grey(2, 3, 0, 255));
            write("colour/" + name + ".png", picture(4, 6));
            write("odd/" + name + ".png", grey(4, 6, 0, 7));
            if (i != 3) {
                write("fewer/" + name + ".png", grey(4, 6, 0, 255));
            }
            write("jpeg/" + name + ".jpg", grey(4, 6, 0, 255));
        }
        write("same/a.png", picture(4, 6));
        write("same/a.jpg", picture(4, 6));
        Files.createDirectories(folder.resolve("none"));
        write("other/notes.txt.png", picture(4, 6));
        Files.writeString(folder.resolve("other/notes.txt"), "text");
        for (int i = 0; i < 12; i++) {
            String name = "cut/p" + i / 3 + "_" + (char) ('a' + i) + ".png";
            write(name, grey(4, 6, 0, 255));
            Path file = folder.resolve(name);
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 50));
        }
    }

    private static BufferedImage picture(int height, int width) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    /** The left half of one sample, the right half of another. */
    private static BufferedImage grey(int height, int width, int left, int right) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                image.getRaster().setSample(column, row, 0, column < width / 2 ? left : right);
            }
        }
        return image;
    }

    /** Entries 0 to 3, a column each, then 0; entries 1 and 2 are of one colour. */
    private static BufferedImage palette(int height, int width) {
        byte[] levels = {0, 50, 50, 90};
        BufferedImage image = new BufferedImage(
                width, height, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 4, levels, levels, levels));
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                image.getRaster().setSample(column, row, 0, column % 4);
            }
        }
        return image;
    }

    private void write(String name, BufferedImage image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        String format = name.substring(name.lastIndexOf('.') + 1);
        assertTrue(ImageIO.write(image, format, file.toFile()), "no writer for " + format);
    }

    private static ImageMasks.Settings of(
            String masks, List<String> names, List<Integer> values, List<Integer> unknown, Optional<Size> size) {
        return of("images", masks, names, values, unknown, size, Optional.empty());
    }

    private static ImageMasks.Settings of(
            String images,
            String masks,
            List<String> names,
            List<Integer> values,
            List<Integer> unknown,
            Optional<Size> size,
            Optional<String> groups) {
        return new ImageMasks.Settings(
                Path.of(images), Path.of(masks), names, values, unknown, size, 3, groups, 0.25, 0.25, 1 << 24);
    }

    private static ImageMasks.Settings grey(String masks) {
        return of(masks, List.of("ground", "vessel"), List.of(0, 255), List.of(), Optional.empty());
    }

    private static ImageMasks.Settings palette() {
        return of("palette", List.of("a", "b", "c"), List.of(), List.of(3), Optional.empty());
    }

    @Override
    protected Dataset<?> dataset() {
        return new ImageMasks();
    }

    @Override
    protected Path folder() {
        return folder;
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                grey("grey"),
                palette(),
                of("small", List.of("ground", "vessel"), List.of(0, 255), List.of(), Optional.of(new Size(8, 6))),
                of(
                        "images",
                        "grey",
                        List.of("ground", "vessel"),
                        List.of(0, 255),
                        List.of(),
                        Optional.empty(),
                        Optional.of("^(p[0-9])_")));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("no folder", grey("nowhere"), "no folder nowhere"),
                refused("no masks", grey("none"), "none holds no image"),
                refused("a mask missing", grey("fewer"), "p1_d.png has no mask in fewer"),
                refused(
                        "a mask too many",
                        of(
                                "fewer",
                                "grey",
                                List.of("a", "b"),
                                List.of(0, 255),
                                List.of(),
                                Optional.empty(),
                                Optional.empty()),
                        "p1_d.png has no image in fewer"),
                refused("another size", grey("small"), "2 x 3 pixels", "4 x 6"),
                refused("colour", grey("colour"), "is not a mask", "3 samples"),
                refused("JPEG", grey("jpeg"), "is not a mask"),
                refused("a sample of no class", grey("odd"), "sample 7", "column 3", "[0, 255]"),
                refused("cut off", grey("cut"), "cut", "damaged"),
                refused("two files of one name", grey("same"), "a.jpg", "a.png", "one name"),
                refused("something else", grey("other"), "notes.txt is not a PNG, JPEG or TIFF file"),
                Mistake.of(
                        "one class",
                        () -> of("grey", List.of("a"), List.of(), List.of(), Optional.empty()),
                        "1 classes"),
                Mistake.of(
                        "values that are not names",
                        () -> of("grey", List.of("a", "b"), List.of(1), List.of(), Optional.empty()),
                        "1 samples for 2 names"),
                Mistake.of(
                        "a sample twice",
                        () -> of("grey", List.of("a", "b"), List.of(1, 2), List.of(2), Optional.empty()),
                        "occurs twice"));
    }

    private Examples load(ImageMasks.Settings settings) throws IOException {
        return new ImageMasks().load(new TestDatasetScope(1, folder, Map.of()), settings);
    }

    @Test
    void samplesAreClasses() throws IOException {
        Column mask = load(grey("grey")).target();
        assertEquals("mask", mask.name());
        assertEquals(List.of(4, 6), mask.positions().toList());
        assertArrayEquals(new float[] {0, 0, 0, 1, 1, 1}, Arrays.copyOf(mask.rows(new int[] {2}), 6));
    }

    @Test
    void paletteEntriesAreClassesWhateverTheirColour() throws IOException {
        Column mask = load(palette()).target();
        assertArrayEquals(
                new float[] {0, 1, 2, Float.NaN, 0, 1}, Arrays.copyOf(mask.rows(new int[] {2}), 6), "3 is not known");
    }

    @Test
    void masksAreBroughtToASizeByTheNearestSample() throws IOException {
        Column mask = load(of(
                        "small", List.of("ground", "vessel"), List.of(0, 255), List.of(), Optional.of(new Size(8, 6))))
                .target();
        assertEquals(List.of(8, 6), mask.positions().toList());
        assertArrayEquals(new float[] {0, 0, 1, 1, 1, 1}, Arrays.copyOfRange(mask.rows(new int[] {0}), 42, 48));
    }
}
