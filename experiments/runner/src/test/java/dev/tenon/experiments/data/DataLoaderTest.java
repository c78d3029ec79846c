package dev.tenon.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.experiments.run.Trials;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataLoaderTest {

    @TempDir
    private Path folder = Path.of("");

    /** An image a byte. */
    @Type("bytes")
    @Describe("Reads bytes.")
    public static final class Bytes implements Dataset<Bytes.Settings> {

        /** Which file. */
        public record Settings(@Describe("the file") Path file) {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Examples load(DatasetScope scope, Settings settings) throws IOException {
            byte[] bytes = scope.read(settings.file());
            float[] images = new float[bytes.length];
            for (int i = 0; i < images.length; i++) {
                images[i] = bytes[i];
            }
            return Examples.of(Shape.of(1, 1, 1), images)
                    .numbers(images.clone(), List.of("byte"))
                    .split(Split.TEST, new int[] {0})
                    .build();
        }
    }

    private static ExperimentSpec spec(String... files) {
        return plan("", files).first();
    }

    private static Plan plan(String tail, String... files) {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < files.length; i++) {
            data.append("  d")
                    .append(i)
                    .append(": {type: bytes, file: \"")
                    .append(files[i])
                    .append("\"}\n");
        }
        return Trials.plan(
                Trials.services(new Bytes()),
                "experiment: one\ndata:\n" + data
                        + "defaults: {data: d0, train: {epochs: 0, loss: mean-squared-error}}\narms: {a: {layers: [flatten, {type:"
                        + " dense, units: 1}]}}\n" + tail);
    }

    private static byte[] abc() {
        return "abc".getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] gz(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void aFileIsRememberedByItsDigest() throws IOException {
        Files.write(folder.resolve("abc"), abc());
        DataLoader loader = new DataLoader(folder);
        Examples examples = loader.load(spec("abc"), "d0");
        assertArrayEquals(new float[] {97, 98, 99}, examples.images());
        // The SHA-256 of "abc" is the example of FIPS 180-2.
        assertEquals(
                List.of(new InputFile("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3)),
                loader.inputs().files());
    }

    @Test
    void packedFilesAreUnpackedAndTheirDigestIsThatOfTheFile() throws Exception {
        byte[] packed = gz(abc());
        Files.write(folder.resolve("abc.gz"), packed);
        DataLoader loader = new DataLoader(folder);
        assertArrayEquals(
                new float[] {97, 98, 99}, loader.load(spec("abc.gz"), "d0").images());
        InputFile file = loader.inputs().files().getFirst();
        assertEquals(packed.length, file.bytes());
        assertEquals(
                HexFormat.of()
                        .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                .digest(packed)),
                file.sha256());
    }

    @Test
    void aDamagedPackedFileSaysSo() throws IOException {
        byte[] packed = gz(new byte[1000]);
        Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length / 2));
        String message = problem("cut.gz").message();
        assertTrue(message.contains("data set d0 (bytes): cut.gz is gzipped but damaged"), message);
        assertTrue(message.contains("fetch it again"), message);
    }

    @Test
    void aMissingFileSaysWhereItWasLookedFor() {
        Problem problem = problem("nowhere.bin");
        assertEquals(3, problem.mark().line());
        assertTrue(problem.message().contains("there is no file nowhere.bin"), problem.message());
        assertTrue(problem.message().contains("folder of the experiment file"), problem.message());
    }

    @Test
    void aFolderInPlaceOfAFileSaysSo() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        assertEquals(
                "data set d0 (bytes): sub is a folder; name a file",
                problem("sub").message());
    }

    private Problem problem(String file) {
        SpecException e = assertThrows(SpecException.class, () -> new DataLoader(folder).load(spec(file), "d0"));
        assertEquals(1, e.problems().size());
        return e.problems().getFirst();
    }

    @Test
    void pathsAreRecordedWithoutTheMachinesFolders() throws IOException {
        Path here = Files.createDirectories(folder.resolve("somewhere/experiments"));
        for (String name : List.of("experiments/in", "a/data", "b/data")) {
            Path file = folder.resolve("somewhere").resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, name.getBytes(StandardCharsets.UTF_8));
        }
        DataLoader loader = new DataLoader(here);
        ExperimentSpec spec = spec(
                "./in",
                "../a/data",
                folder.resolve("somewhere/b/data").toAbsolutePath().toString().replace('\\', '/'));
        for (String name : List.of("d0", "d1", "d2")) {
            loader.load(spec, name);
        }
        assertEquals(
                List.of("a/data", "b/data", "in"),
                loader.inputs().files().stream().map(InputFile::path).sorted().toList());
    }

    @Test
    void aDataSetIsLoadedOnceUnlessItsSettingsChange() throws IOException {
        Files.write(folder.resolve("abc"), abc());
        Files.write(folder.resolve("abcd"), "abcd".getBytes(StandardCharsets.US_ASCII));
        DataLoader loader = new DataLoader(folder);
        Plan epochs = plan("design: {vary: {train.epochs: [0, 1]}}\n", "abc");
        assertSame(
                loader.load(epochs.cells().get(0).spec(), "d0"),
                loader.load(epochs.cells().get(1).spec(), "d0"));
        Plan files = plan("design: {vary: {data.d0.file: [abc, abcd]}}\n", "abc");
        assertNotSame(
                loader.load(files.cells().get(0).spec(), "d0"),
                loader.load(files.cells().get(1).spec(), "d0"));
        assertEquals(4, loader.load(files.cells().get(1).spec(), "d0").size());
    }

    /** A data set that writes to the one it is built on. */
    @Type("spoiler")
    public static final class Spoiler implements Dataset<Spoiler.Below> {

        /** Which one. */
        public record Below(DatasetName from) {}

        @Override
        public Class<Below> settings() {
            return Below.class;
        }

        @Override
        public Examples load(DatasetScope scope, Below settings) throws IOException {
            Examples below = scope.dataset(settings.from());
            below.images()[0] = 7;
            return Examples.of(below.image(), below.images())
                    .numbers(below.targets(), below.names())
                    .split(Split.TEST, below.split(Split.TEST))
                    .build();
        }
    }

    @Test
    void whoWritesToTheDataSetThatItIsBuiltOnIsNamed() throws IOException {
        Files.write(folder.resolve("abc"), abc());
        Plan plan = Trials.plan(Trials.services(new Bytes(), new Spoiler()), """
                experiment: one
                data:
                  d0: {type: bytes, file: abc}
                  d1: {type: spoiler, from: d0}
                defaults: {data: d1, train: {epochs: 0, loss: mean-squared-error}}
                arms: {a: {layers: [flatten, {type: dense, units: 1}]}}
                """);
        SpecException e = assertThrows(SpecException.class, () -> new DataLoader(folder).load(plan.first(), "d1"));
        assertTrue(String.valueOf(e.getMessage()).contains("changed data set d0"), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains("Spoiler must copy"), e.getMessage());
    }

    /** A data set whose files cannot be read to the end. */
    @Type("broken")
    public static final class Broken implements Dataset<Broken.How> {

        /** By which exception. */
        public record How(int kind) {}

        @Override
        public Class<How> settings() {
            return How.class;
        }

        @Override
        public Examples load(DatasetScope scope, How settings) throws IOException {
            throw switch (settings.kind()) {
                case 0 -> new EOFException();
                case 1 -> new NoSuchFileException("a/b");
                case 2 -> new AccessDeniedException("a/b");
                case 3 -> new IOException();
                default -> new IOException("the disk is broken");
            };
        }
    }

    @Test
    void whatCannotBeReadIsSaidInWords() {
        List<String> words = List.of(
                "cannot be read: a file ends too early",
                "cannot be read: there is no a/b",
                "may not be read: a/b",
                "cannot be read",
                "cannot be read: the disk is broken");
        for (int kind = 0; kind < words.size(); kind++) {
            Plan plan = Trials.plan(
                    Trials.services(new Broken()),
                    "experiment: one\ndata: {d0: {type: broken, kind: " + kind + "}}\n"
                            + "defaults: {data: d0, train: {epochs: 0, loss: mean-squared-error}}\n"
                            + "arms: {a: {layers: [flatten, {type: dense, units: 1}]}}\n");
            SpecException e = assertThrows(SpecException.class, () -> new DataLoader(folder).load(plan.first(), "d0"));
            assertEquals(
                    "data set d0 (broken): " + words.get(kind),
                    e.problems().getFirst().message());
        }
    }

    @Test
    void loadedSetsAreRecordedByTheirDigest() throws IOException {
        Files.write(folder.resolve("abc"), abc());
        DataLoader one = new DataLoader(folder);
        one.load(spec("abc"), "d0");
        DataLoader again = new DataLoader(folder);
        again.load(spec("abc"), "d0");
        assertEquals(one.inputs().sets(), again.inputs().sets());
        assertEquals("d0", one.inputs().sets().getFirst().name());
        Files.write(folder.resolve("abc"), "abd".getBytes(StandardCharsets.US_ASCII));
        DataLoader other = new DataLoader(folder);
        other.load(spec("abc"), "d0");
        assertNotEquals(one.inputs().sets(), other.inputs().sets());
    }

    @Test
    void whatIsNoRegularFileIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        DataException e = assertThrows(DataException.class, () -> DataFile.read(Path.of("sub"), folder.resolve("sub")));
        assertEquals("sub is a folder; name a file", e.getMessage());
        Path device = Path.of("/dev/zero");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(device));
        e = assertThrows(DataException.class, () -> DataFile.read(device, device));
        assertTrue(String.valueOf(e.getMessage()).contains("no regular file"), e.getMessage());
    }

    /** A gzipped file, cut at every length: one sentence, without the word null. */
    @Test
    void aCutGzipIsSaidToBeCutOff() throws IOException {
        byte[] packed = gz(abc());
        for (int length = 3; length < packed.length; length++) {
            DataFile cut = new DataFile(Path.of("a.gz"), java.util.Arrays.copyOf(packed, length));
            DataException e = assertThrows(DataException.class, cut::unpacked);
            assertEquals("a.gz is gzipped but damaged (it is cut off); fetch it again", e.getMessage());
        }
    }

    /** Zeros pack a thousand to one: a small file must not fill the memory. */
    @Test
    void aFileThatUnpacksToMoreThanThereIsRoomForIsRefused() throws IOException {
        DataFile bomb = new DataFile(Path.of("bomb.gz"), gz(new byte[(1 << 20) + 1]));
        assertEquals((1 << 20) + 1, bomb.unpacked((1 << 20) + 1).length);
        DataException e = assertThrows(DataException.class, () -> bomb.unpacked(1 << 20));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("bomb.gz is, unpacked, larger than 1 MiB"), e.getMessage());
    }
}
