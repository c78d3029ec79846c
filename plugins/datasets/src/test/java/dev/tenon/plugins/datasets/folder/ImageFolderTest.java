package dev.tenon.plugins.datasets.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Size;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestDatasetScope;
import java.awt.image.BufferedImage;
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

final class ImageFolderTest extends DatasetContract {

    @TempDir
    Path folder = Path.of("");

    /** Eight pictures of each of two classes; the colour tells class and number. */
    @BeforeEach
    void write() throws IOException {
        for (int i = 0; i < 8; i++) {
            write("pets/cat/" + i + ".png", "png", plain(6, 4, 200, 10 * i, 0));
            write("pets/Dog/" + i + (i == 5 ? ".JPG" : ".png"), i == 5 ? "jpg" : "png", plain(6, 4, 0, 10 * i, 200));
        }
        write("pets/.hidden/1.png", "png", plain(1, 1, 0, 0, 0));
        for (String left : List.of(".DS_Store", "Thumbs.db", "desktop.ini", "._0.png")) {
            Files.write(folder.resolve("pets/cat/" + left), new byte[] {1});
        }
        write("pets/__MACOSX/cat/1.png", "png", plain(1, 1, 0, 0, 0));
        for (String split : List.of("train", "test")) {
            for (int i = 0; i < 6; i++) {
                write("given/" + split + "/cat/p" + i / 2 + "_" + i + ".png", "png", plain(2, 2, 10 * i, 0, 0));
                write("given/" + split + "/dog/q" + i / 2 + "_" + i + ".png", "png", plain(2, 2, 0, 10 * i, 0));
            }
        }
        for (int i = 0; i < 12; i++) {
            write("patients/ill/p" + i / 3 + "_" + i + ".png", "png", plain(2, 2, 10 * i, 0, 0));
            write("patients/well/p" + (4 + i / 3) + "_" + i + ".png", "png", plain(2, 2, 0, 10 * i, 0));
        }
        for (String kind : List.of("cat", "dog")) {
            write("beside/" + kind + "/1.png", "png", plain(2, 2, 0, 0, 0));
            for (String beside : List.of("beside-splits", "in-split")) {
                write(beside + "/train/" + kind + "/1.png", "png", plain(2, 2, 0, 0, 0));
                write(beside + "/test/" + kind + "/1.png", "png", plain(2, 2, 0, 0, 0));
            }
        }
        write("beside/stray.PNG", "png", plain(2, 2, 0, 0, 0));
        write("beside-splits/1.png", "png", plain(2, 2, 0, 0, 0));
        write("beside-splits/2.jpeg", "jpg", plain(2, 2, 0, 0, 0));
        write("in-split/test/9.jpg", "jpg", plain(2, 2, 0, 0, 0));
        Files.writeString(folder.resolve("pets/notes.txt"), "Text beside folders is not a mistake.\n");
        write("uneven/train/cat/1.png", "png", plain(2, 2, 0, 0, 0));
        write("uneven/train/dog/1.png", "png", plain(2, 2, 0, 0, 0));
        write("uneven/test/cat/1.png", "png", plain(2, 2, 0, 0, 0));
        write("uneven/test/cow/1.png", "png", plain(2, 2, 0, 0, 0));
        Files.writeString(folder.resolve("groups.csv"), "file,group\nill/p0_0.png,one\n");
        Files.writeString(folder.resolve("one-column.csv"), "nothing\n");
        Files.writeString(folder.resolve("three-columns.csv"), "file,age,group\np0_0.png,30,one\n");
        Files.writeString(folder.resolve("two-groups.csv"), "p0_0.png,one\n\np0_0.png,other\n");
        Files.writeString(folder.resolve("no-group.csv"), "p0_0.png,\n");
        Files.writeString(folder.resolve("bare-names.csv"), "1.png,one\n");
        write("one-name/cat/1.png", "png", plain(2, 2, 0, 0, 0));
        write("one-name/dog/1.png", "png", plain(2, 2, 0, 0, 0));
        write("mixed/train/cat/1.png", "png", plain(2, 2, 0, 0, 0));
        write("mixed/test/cat/1.png", "png", plain(2, 2, 0, 0, 0));
        write("mixed/more/cat/1.png", "png", plain(2, 2, 0, 0, 0));
        write("long/cat/1.png", "png", plain(70000, 1, 0, 0, 0));
        write("long/dog/1.png", "png", plain(70000, 1, 0, 0, 0));
        write("one/cat/1.png", "png", plain(6, 4, 0, 0, 0));
        Files.createDirectories(folder.resolve("none"));
        write("empty/cat/1.png", "png", plain(6, 4, 0, 0, 0));
        Files.createDirectories(folder.resolve("empty/dog"));
        write("sizes/cat/1.png", "png", plain(6, 4, 0, 0, 0));
        write("sizes/dog/1.png", "png", plain(4, 6, 0, 0, 0));
        write("text/cat/1.png", "png", plain(6, 4, 0, 0, 0));
        Files.createDirectories(folder.resolve("text/dog"));
        Files.writeString(folder.resolve("text/dog/notes.txt"), "a dog");
        write("lie/cat/1.png", "png", plain(6, 4, 0, 0, 0));
        write("lie/dog/1.png", "gif", plain(6, 4, 0, 0, 0));
        write("cut/cat/1.png", "png", plain(6, 4, 0, 0, 0));
        write("cut/dog/1.png", "png", noise(60, 40));
        Path cut = folder.resolve("cut/dog/1.png");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 500));
        write("cut-jpeg/cat/1.png", "png", plain(6, 4, 0, 0, 0));
        write("cut-jpeg/dog/1.jpeg", "jpg", noise(60, 40));
        Path jpeg = folder.resolve("cut-jpeg/dog/1.jpeg");
        Files.write(jpeg, Arrays.copyOf(Files.readAllBytes(jpeg), 900));
    }

    private static BufferedImage plain(int height, int width, int red, int green, int blue) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                image.setRGB(column, row, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }

    private static BufferedImage noise(int height, int width) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        RandomStream random = new RandomStream(1, "picture");
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                image.setRGB(column, row, random.nextInt(1 << 24));
            }
        }
        return image;
    }

    private void write(String name, String format, BufferedImage image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        assertTrue(ImageIO.write(image, format, file.toFile()), "no writer for " + format);
    }

    private static ImageFolder.Settings of(String name, Optional<Size> size, int channels) {
        return new ImageFolder.Settings(
                Path.of(name), size, channels, 0.15, 0.25, Optional.empty(), Optional.empty(), 1 << 24, Damaged.REFUSE);
    }

    private static ImageFolder.Settings grouped(String name, String pattern) {
        return new ImageFolder.Settings(
                Path.of(name),
                Optional.empty(),
                3,
                0.25,
                0.25,
                Optional.of(pattern),
                Optional.empty(),
                1 << 24,
                Damaged.REFUSE);
    }

    private static ImageFolder.Settings table(String file) {
        return table("patients", file);
    }

    private static ImageFolder.Settings table(String name, String file) {
        return new ImageFolder.Settings(
                Path.of(name),
                Optional.empty(),
                3,
                0.25,
                0.25,
                Optional.empty(),
                Optional.of(Path.of(file)),
                1 << 24,
                Damaged.REFUSE);
    }

    private static ImageFolder.Settings of(String name) {
        return of(name, Optional.empty(), 3);
    }

    @Override
    protected Dataset<?> dataset() {
        return new ImageFolder();
    }

    @Override
    protected Path folder() {
        return folder;
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                of("pets"), of("pets", Optional.of(new Size(9, 3)), 1), of("given"), grouped("patients", "^(p[0-9])_"));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("missing folder", of("pet"), "no folder pet"),
                refused("no class", of("none"), "none has no sub-folder"),
                refused("one class", of("one"), "one sub-folder, cat"),
                refused(
                        "a picture beside the classes",
                        of("beside"),
                        "beside holds a picture beside its folders (stray.PNG), of no class",
                        "move it there, or away"),
                refused(
                        "pictures beside splits",
                        of("beside-splits"),
                        "beside-splits holds 2 pictures beside its folders (1.png, …)"),
                refused(
                        "a picture in a split",
                        of("in-split"),
                        Path.of("in-split", "test") + " holds a picture beside its folders (9.jpg)"),
                refused(
                        "a class without images",
                        of("empty"),
                        Path.of("empty", "dog").toString(),
                        "no image"),
                refused(
                        "sizes that differ",
                        of("sizes"),
                        Path.of("sizes", "dog", "1.png").toString(),
                        "4 x 6",
                        "6 x 4",
                        "size"),
                refused(
                        "another file",
                        of("text"),
                        Path.of("text", "dog", "notes.txt").toString(),
                        "PNG, JPEG or TIFF"),
                refused(
                        "another format",
                        of("lie"),
                        Path.of("lie", "dog", "1.png").toString(),
                        "neither PNG nor JPEG"),
                refused(
                        "a cut-off PNG",
                        of("cut"),
                        Path.of("cut", "dog", "1.png").toString(),
                        "damaged"),
                refused(
                        "a cut-off JPEG",
                        of("cut-jpeg"),
                        Path.of("cut-jpeg", "dog", "1.jpeg").toString(),
                        "damaged"),
                refused(
                        "splits with other classes",
                        of("uneven"),
                        "other classes",
                        Path.of("uneven", "test") + " lacks dog",
                        Path.of("uneven", "train") + " lacks cow"),
                refused("a group in two splits", grouped("given", "^(.[0-9])_"), "group p0 is in two splits"),
                refused("a name without a group", grouped("patients", "^(x[0-9])_"), "does not match group-pattern"),
                refused("too few groups", grouped("patients", "^(p)"), "number of groups, 1, is too small"),
                refused("a table without a file", table("groups.csv"), "groups.csv has no line for ill/p0_1.png"),
                refused("a table of one column", table("one-column.csv"), "one-column.csv:1", "file,group"),
                refused("a table of three columns", table("three-columns.csv"), "three-columns.csv:1", "two columns"),
                refused(
                        "a file in two groups",
                        table("two-groups.csv"),
                        "two-groups.csv:3",
                        "group other, but one above"),
                refused("a file in no group", table("no-group.csv"), "no-group.csv:1", "has no group"),
                refused("a name that two files have", table("one-name", "bare-names.csv"), "cat/1.png and dog/1.png"),
                refused("a pattern that finds nothing", grouped("patients", "(x?)"), "finds no text"),
                refused(
                        "splits beside others",
                        of("mixed"),
                        Path.of("mixed", "more", "cat").toString(),
                        "is a folder",
                        "train and val"),
                refused(
                        "a size too large for the picture",
                        of("long", Optional.of(new Size(1, 16384)), 3),
                        Path.of("long", "cat", "1.png").toString(),
                        "70000 x 1"),
                Mistake.of(
                        "a pattern that is none", () -> grouped("patients", "("), "group-pattern (", "Unclosed group"),
                Mistake.of(
                        "two ways to group",
                        () -> new ImageFolder.Settings(
                                Path.of("pets"),
                                Optional.empty(),
                                3,
                                0.1,
                                0.1,
                                Optional.of("a"),
                                Optional.of(Path.of("b")),
                                1 << 24,
                                Damaged.REFUSE),
                        "both given"),
                Mistake.of("two channels", () -> of("pets", Optional.empty(), 2), "channels", "1 or 3"));
    }

    private Examples load(ImageFolder.Settings settings) throws IOException {
        return new ImageFolder().load(new TestDatasetScope(1, folder, Map.of()), settings);
    }

    @Test
    void classesAndFilesComeInTheOrderOfTheirNames() throws IOException {
        Examples examples = load(of("pets"));
        assertEquals(List.of("Dog", "cat"), examples.names());
        assertEquals(16, examples.size());
        assertEquals(List.of(6, 4, 3), examples.image().toList());
        for (int i = 0; i < 16; i++) {
            assertEquals(i < 8 ? 0 : 1, examples.targets()[i]);
            float[] pixels = examples.pixels(i);
            if (i != 5) {
                assertArrayEquals(
                        new float[] {i < 8 ? 0 : 200 / 255f, 10 * (i % 8) / 255f, i < 8 ? 200 / 255f : 0},
                        Arrays.copyOf(pixels, 3));
            } else {
                assertEquals(200 / 255f, pixels[2], 4 / 255f);
            }
        }
        assertEquals(4, examples.split(Split.TEST).length);
        assertEquals(2, examples.split(Split.VALIDATION).length);
    }

    @Test
    void imagesAreBroughtToASize() throws IOException {
        Examples examples = load(of("pets", Optional.of(new Size(2, 9)), 1));
        assertEquals(List.of(2, 9, 1), examples.image().toList());
        for (float pixel : examples.pixels(15)) {
            assertEquals((0.299f * 200 + 0.587f * 70) / 255, pixel, 1e-6f);
        }
    }

    @Test
    void foldersOfSplitsAreTheSplits() throws IOException {
        Examples examples = load(of("given"));
        assertEquals(List.of("cat", "dog"), examples.names());
        assertEquals(24, examples.size());
        assertEquals(12, examples.split(Split.TEST).length);
        // Validation images are drawn from the training images: 0.15 of six is one, for each class.
        assertEquals(2, examples.split(Split.VALIDATION).length);
        assertEquals(10, examples.split(Split.TRAIN).length);
        // Names come in their order: test before train.
        for (int index : examples.split(Split.TEST)) {
            assertTrue(index < 12, "image " + index);
        }
    }

    /** Files of a split come class by class; the order in which they are learned from does not. */
    @Test
    void everyBeginningOfTheTrainingImagesHasAllClasses() throws IOException {
        Examples examples = load(of("given"));
        int[] train = examples.split(Split.TRAIN);
        for (int n = 2; n <= train.length; n++) {
            int cats = 0;
            for (int i = 0; i < n; i++) {
                cats += examples.targets()[train[i]] == 0 ? 1 : 0;
            }
            assertTrue(Math.abs(2 * cats - n) <= 1, cats + " of the first " + n);
        }
    }

    @Test
    void aGroupStaysInOneSplit() throws IOException {
        Examples examples = load(grouped("patients", "^(p[0-9])_"));
        Map<Integer, Split> splitOf = new java.util.HashMap<>();
        for (Split split : Split.values()) {
            int[] images = examples.split(split);
            assertEquals(split == Split.TRAIN ? 12 : 6, images.length, "a patient of each class, " + split);
            for (int image : images) {
                Split before = splitOf.putIfAbsent(examples.sources(image)[0], split);
                assertTrue(before == null || before == split, "patient of image " + image);
            }
        }
        assertEquals(8, splitOf.size());
    }

    @Test
    void groupsMayStandInATable() throws IOException {
        StringBuilder table = new StringBuilder("\uFEFFill/p0_0.png,a0\n");
        for (int i = 0; i < 12; i++) {
            table.append("ill/p")
                    .append(i / 3)
                    .append('_')
                    .append(i)
                    .append(".png,a")
                    .append(i / 3)
                    .append('\n');
            table.append("\"well\\p")
                    .append(4 + i / 3)
                    .append('_')
                    .append(i)
                    .append(".png\", \"b, ")
                    .append(i / 3)
                    .append('"')
                    .append('\n');
        }
        Files.writeString(folder.resolve("all.csv"), table);
        Examples byTable = load(table("all.csv"));
        Examples byName = load(grouped("patients", "^(p[0-9])_"));
        assertArrayEquals(byName.split(Split.TEST), byTable.split(Split.TEST));
    }

    private static Picture through(BufferedImage image, int channels) throws IOException {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, "png", bytes));
        return Picture.decode(bytes.toByteArray(), Path.of("x.png"), channels, 1 << 24);
    }

    @Test
    void greySamplesAreTakenAsTheyAre() throws IOException {
        BufferedImage grey = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            grey.getRaster().setSample(i, 0, 0, i);
        }
        float[] pixels = through(grey, 1).pixels();
        float[] colours = through(grey, 3).pixels();
        for (int i = 0; i < 256; i++) {
            assertEquals(i / 255f, pixels[i]);
            assertEquals(i / 255f, colours[3 * i + 1]);
        }
    }

    @Test
    void deepGreyIsDividedByItsOwnWhite() throws IOException {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSample(0, 0, 0, 65535);
        grey.getRaster().setSample(1, 0, 0, 257);
        assertArrayEquals(new float[] {1f, 257 / 65535f}, through(grey, 1).pixels());
    }

    @Test
    void blackAndWhiteAndPalettesWork() throws IOException {
        BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        bits.setRGB(1, 0, 0xffffff);
        assertArrayEquals(new float[] {0, 1}, through(bits, 1).pixels());
        BufferedImage palette = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
        palette.setRGB(0, 0, 0xff0033);
        assertArrayEquals(new float[] {1, 0, 0x33 / 255f}, through(palette, 3).pixels());
    }

    @Test
    void theTransparentIsPutOnBlack() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x80ff0000);
        image.setRGB(1, 0, 0x00ffffff);
        assertArrayEquals(
                new float[] {128 / 255f, 0, 0, 0, 0, 0}, through(image, 3).pixels());
    }

    /** Whatever the bytes: pixels, or one clear error that names the file. */
    @Test
    void damagedFilesAreRefusedOrDecoded() throws IOException {
        RandomStream random = new RandomStream(3, "damage");
        int refused = 0;
        for (String format : List.of("png", "jpg")) {
            java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
            assertTrue(ImageIO.write(noise(12, 10), format, out));
            byte[] good = out.toByteArray();
            for (int i = 0; i < 300; i++) {
                byte[] bad = i % 3 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
                for (int k = 0; i % 3 != 0 && k < i % 7 + 1; k++) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextWord();
                }
                try {
                    Picture picture = Picture.decode(bad, Path.of("bad." + format), 3, 1 << 24);
                    assertEquals(picture.height() * picture.width() * 3, picture.pixels().length);
                } catch (DataException e) {
                    refused++;
                    assertTrue(String.valueOf(e.getMessage()).startsWith("bad." + format), e.getMessage());
                }
            }
        }
        assertTrue(refused > 200, refused + " of 600 damaged files refused, among them 200 cut off");
    }

    @Test
    void damagedPicturesAreNamedAndLeftOut() throws IOException {
        ImageFolder.Settings all = of("pets");
        int before = new ImageFolder()
                .load(new TestDatasetScope(1, folder, Map.of()), all)
                .size();
        String name = Listing.names(new TestDatasetScope(1, folder, Map.of()), Path.of("pets/Dog"), path -> true)
                .getFirst();
        Files.writeString(folder.resolve("pets/Dog").resolve(name), "no picture");
        TestDatasetScope scope = new TestDatasetScope(1, folder, Map.of());
        ImageFolder.Settings skip = new ImageFolder.Settings(
                all.folder(), all.size(), 3, 0.15, 0.25, Optional.empty(), Optional.empty(), 1 << 24, Damaged.SKIP);
        assertEquals(before - 1, new ImageFolder().load(scope, skip).size());
        assertTrue(
                scope.notes().toString().contains("pets/Dog/" + name),
                scope.notes().toString());
    }
}
