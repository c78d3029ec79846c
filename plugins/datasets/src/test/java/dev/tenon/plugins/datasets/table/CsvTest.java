package dev.tenon.plugins.datasets.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.settings.Size;
import dev.tenon.api.training.Targets;
import dev.tenon.plugins.datasets.folder.Damaged;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestDatasetScope;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvTest extends DatasetContract {

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        StringBuilder pixels = new StringBuilder("\uFEFFlabel,a,b,c,d\r\n");
        StringBuilder files = new StringBuilder("file,kind,age,patient,part\n");
        StringBuilder numbers = new StringBuilder("y,z,a,b\n");
        Files.createDirectories(folder.resolve("table/pictures"));
        for (int i = 0; i < 40; i++) {
            pixels.append(i % 3 == 0 ? "10" : i % 3).append(',').append(i).append(",2,3,255\r\n");
            numbers.append(i == 7 ? "" : i / 8.0).append(",-1e-3,").append(i).append(",0\n");
            BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, i << 16);
            ImageIO.write(
                    image, "png", folder.resolve("table/pictures/" + i + ".png").toFile());
            files.append("pictures/").append(i).append(".png,\"").append(i % 2 == 0 ? "cat, big" : "dog");
            files.append("\",").append(i).append(",p").append(i / 4).append(',');
            files.append(i / 4 < 6 ? "train" : i / 4 < 8 ? "val" : "TEST").append('\n');
        }
        put("pixels.csv", pixels);
        put("numbers.csv", numbers);
        put("table/files.csv", files);
        put("leak.csv", files.toString().replace("p9,TEST", "p0,TEST"));
        put("nothing.csv", "");
        put("header.csv", "label,a,b,c,d\n");
        put("twice.csv", "label,a,a,c,d\n1,2,3,4,5\n");
        put("ragged.csv", "label,a,b,c,d\n1,2,3,4,5\n2,3,4,5\n");
        put("open.csv", "label,a,b,c,d\n1,2,3,4,\"5\n2,3,4,5,6\n".repeat(2));
        put("text.csv", "label,a,b,c,d\n1,2,x,4,5\n2,2,3,4,5\n");
        put("hex.csv", "label,a,b,c,d\n1,2,0x1p3,4,5\n2,2,3,4,5\n");
        put("infinite.csv", "label,a,b,c,d\n1,2,1e99,4,5\n2,2,3,4,5\n");
        put("gap.csv", "label,a,b,c,d\n1,2,,4,5\n2,2,3,4,5\n");
        put("one-class.csv", "label,a,b,c,d\n1,2,3,4,5\n1,2,3,4,6\n");
        put("no-file.csv", "file,kind\na.png,1\nb.png,2\n");
        put("same-file.csv", "file,kind\na.png,1\n./a.png,2\n");
        put("empty-file.csv", "file,kind\n,1\nb.png,2\n");
        put("no-train.csv", "label,a,b,c,d,part\n1,2,3,4,5,test\n2,2,3,4,5,test\n");
        put("no-group.csv", "label,a,b,c,d,part\n1,2,3,4,5,\n2,2,3,4,5,x\n");
        Files.write(folder.resolve("latin.csv"), "label,\u00e9\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(folder.resolve("zeros.csv"), new byte[100]);
    }

    private void put(String name, CharSequence text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static CsvSettings pixels(String file) {
        return new CsvSettings(
                Path.of(file),
                Optional.empty(),
                Optional.of(new Size(2, 2)),
                1,
                255,
                Optional.of("label"),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0.1,
                0.2,
                1 << 24,
                Damaged.REFUSE);
    }

    private static CsvSettings split(String file, String split) {
        return new CsvSettings(
                Path.of(file),
                Optional.empty(),
                Optional.of(new Size(2, 2)),
                1,
                255,
                Optional.of("label"),
                List.of(),
                List.of(),
                Optional.of(split),
                Optional.empty(),
                0.1,
                0.2,
                1 << 24,
                Damaged.REFUSE);
    }

    private static CsvSettings group(String file, String group) {
        return new CsvSettings(
                Path.of(file),
                Optional.empty(),
                Optional.of(new Size(2, 2)),
                1,
                255,
                Optional.of("label"),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(group),
                0.1,
                0.2,
                1 << 24,
                Damaged.REFUSE);
    }

    private static CsvSettings measurements(String file) {
        return new CsvSettings(
                Path.of(file),
                Optional.empty(),
                Optional.empty(),
                1,
                1,
                Optional.empty(),
                List.of("y", "z"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0.1,
                0.2,
                1 << 24,
                Damaged.REFUSE);
    }

    private static CsvSettings files(String file, List<String> names, Optional<String> split, Optional<String> group) {
        return new CsvSettings(
                Path.of(file),
                Optional.of("file"),
                Optional.empty(),
                3,
                1,
                Optional.of("kind"),
                List.of(),
                names,
                split,
                group,
                0.1,
                0.2,
                1 << 24,
                Damaged.REFUSE);
    }

    private static CsvSettings files(String file) {
        return files(file, List.of(), Optional.empty(), Optional.empty());
    }

    @Override
    protected Dataset<?> dataset() {
        return new Csv();
    }

    @Override
    protected Path folder() {
        return folder;
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                pixels("pixels.csv"),
                measurements("numbers.csv"),
                files("table/files.csv"),
                files("table/files.csv", List.of("dog", "cat, big"), Optional.of("part"), Optional.of("patient")),
                files("table/files.csv", List.of(), Optional.empty(), Optional.of("patient")));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("missing", pixels("none.csv"), "none.csv"),
                refused("empty", pixels("nothing.csv"), "nothing.csv has no row"),
                refused("a header alone", pixels("header.csv"), "no row below"),
                refused("not UTF-8", pixels("latin.csv"), "latin.csv is not in UTF-8"),
                refused("zeros", pixels("zeros.csv"), "zeros.csv has no row below"),
                refused("two columns of one name", pixels("twice.csv"), "two columns called \"a\""),
                refused("a field too few", pixels("ragged.csv"), "ragged.csv:3", "4 fields", "5 columns"),
                refused("an open quotation mark", pixels("open.csv"), "open.csv"),
                refused("text among numbers", pixels("text.csv"), "text.csv:2", "column b is \"x\""),
                refused("a number only to Java", pixels("hex.csv"), "0x1p3"),
                refused("a number beyond float32", pixels("infinite.csv"), "1e99", "finite"),
                refused("a pixel missing", pixels("gap.csv"), "column b is empty"),
                refused("one class", pixels("one-class.csv"), "one class, 1"),
                refused("no such column", pixels("numbers.csv"), "no column \"label\"", "y, z, a, b"),
                refused("columns too many", group("pixels.csv", "a"), "3 columns", "4 pixels"),
                refused(
                        "a class without a name",
                        files("table/files.csv", List.of("dog", "cow"), Optional.empty(), Optional.empty()),
                        "table/files.csv:2",
                        "\"cat, big\"",
                        "[dog, cow]"),
                refused("no such file", files("no-file.csv"), "a.png"),
                refused("a file twice", files("same-file.csv"), "same-file.csv:3", "again", "line 2"),
                refused("no file's name", files("empty-file.csv"), "empty-file.csv:2", "column file is empty"),
                refused("a split of another name", split("no-group.csv", "part"), "\"\"", "train, validation or test"),
                refused("nothing to train on", split("no-train.csv", "part"), "no row whose split is train"),
                refused("no group", group("no-group.csv", "part"), "no-group.csv:2", "column part is empty"),
                refused(
                        "a group in two splits",
                        files("leak.csv", List.of(), Optional.of("part"), Optional.of("patient")),
                        "p0",
                        "another split"),
                Mistake.of(
                        "nothing to predict",
                        () -> new CsvSettings(
                                Path.of("a"),
                                Optional.empty(),
                                Optional.empty(),
                                1,
                                1,
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                0.1,
                                0.2,
                                1,
                                Damaged.REFUSE),
                        "label nor numbers"),
                Mistake.of(
                        "a column twice",
                        () -> new CsvSettings(
                                Path.of("a"),
                                Optional.empty(),
                                Optional.empty(),
                                1,
                                1,
                                Optional.of("x"),
                                List.of("x"),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                0.1,
                                0.2,
                                1,
                                Damaged.REFUSE),
                        "named twice"));
    }

    private Examples load(CsvSettings settings) throws IOException {
        return new Csv().load(new TestDatasetScope(1, folder, Map.of()), settings);
    }

    @Test
    void columnsBecomePixels() throws IOException {
        Examples examples = load(pixels("pixels.csv"));
        assertEquals(List.of(2, 2, 1), examples.image().toList());
        assertArrayEquals(
                new float[] {(float) (7 / 255.0), (float) (2 / 255.0), (float) (3 / 255.0), 1}, examples.pixels(7));
        assertEquals(List.of("1", "2", "10"), examples.names(), "sorted as numbers");
        assertEquals(2f, examples.targets()[0]);
        assertEquals(28, examples.split(Split.TRAIN).length, 2);
    }

    @Test
    void measurementsAreOnePixelOfManyChannels() throws IOException {
        Examples examples = load(measurements("numbers.csv"));
        assertEquals(List.of(2), examples.image().toList());
        assertEquals(Targets.NUMBERS, examples.kind());
        assertEquals(List.of("y", "z"), examples.names());
        assertArrayEquals(new float[] {0.75f, -0.001f}, examples.target().rows(new int[] {6}));
        assertTrue(Float.isNaN(examples.targets()[14]), "an empty field is not known");
    }

    @Test
    void filesAreSeenFromTheTablesFolder() throws IOException {
        Examples examples = load(files("table/files.csv"));
        assertEquals(List.of(2, 3, 3), examples.image().toList());
        assertEquals(11 / 255f, examples.pixels(11)[0]);
        assertEquals(List.of("cat, big", "dog"), examples.names());
    }

    @Test
    void splitsAndGroupsAreThoseOfTheTable() throws IOException {
        Examples examples = load(files("table/files.csv", List.of(), Optional.of("part"), Optional.of("patient")));
        assertArrayEquals(IntStream.range(24, 32).toArray(), sorted(examples.split(Split.VALIDATION)));
        assertArrayEquals(IntStream.range(32, 40).toArray(), sorted(examples.split(Split.TEST)));
        assertArrayEquals(IntStream.range(0, 24).toArray(), sorted(examples.split(Split.TRAIN)));
        assertArrayEquals(examples.sources(4), examples.sources(7));
    }

    /** One picture is cut off, one is no picture, one is not there. */
    @Test
    void damagedPicturesAreNamedAndLeftOut() throws IOException {
        Path pictures = folder.resolve("table/pictures");
        byte[] whole = Files.readAllBytes(pictures.resolve("5.png"));
        Files.write(pictures.resolve("5.png"), Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(pictures.resolve("9.png"), "no picture");
        Files.delete(pictures.resolve("30.png"));
        CsvSettings refuse = files("table/files.csv");
        TestDatasetScope scope = new TestDatasetScope(1, folder, Map.of());
        Examples examples = new Csv().load(scope, with(refuse, Damaged.SKIP));
        assertEquals(37, examples.size());
        assertEquals(6 / 255f, examples.pixels(5)[0], "the picture after one that was left out");
        assertEquals(1, scope.notes().size());
        String note = scope.notes().getFirst();
        assertTrue(note.startsWith("3 of 40 pictures cannot be read"), note);
        for (String name : List.of("5.png", "9.png", "30.png")) {
            assertTrue(note.contains("table/pictures/" + name), note);
        }
        Examples refused = load(refuse);
        DataException refusal = assertThrows(DataException.class, () -> refused.pixels(5));
        assertTrue(String.valueOf(refusal.getMessage()).contains("5.png"), refusal.getMessage());
        for (int i = 0; i < 40; i++) {
            Files.writeString(pictures.resolve(i + ".png"), "no picture");
        }
        DataException none = assertThrows(DataException.class, () -> load(with(refuse, Damaged.SKIP)));
        assertTrue(String.valueOf(none.getMessage()).contains("no picture can be read"), none.getMessage());
    }

    private static CsvSettings with(CsvSettings settings, Damaged damaged) {
        return new CsvSettings(
                settings.file(),
                settings.image(),
                settings.size(),
                settings.channels(),
                settings.scale(),
                settings.label(),
                settings.numbers(),
                settings.names(),
                settings.split(),
                settings.group(),
                settings.validation(),
                settings.test(),
                settings.mostPixels(),
                damaged);
    }

    private static int[] sorted(int[] indices) {
        Arrays.sort(indices);
        return indices;
    }
}
