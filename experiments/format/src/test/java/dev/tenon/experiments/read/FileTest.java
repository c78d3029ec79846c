package dev.tenon.experiments.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.yaml.SpecException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no experiment at all, and options that are no settings. */
final class FileTest {

    private static final PlanReader READER = new PlanReader(Services.installed());
    private static final String SMALL = """
            experiment: small
            data: {digits: {type: uci-digits}}
            defaults: {data: digits, train: {epochs: 1, loss: softmax-cross-entropy}}
            arms:
              net: {layers: [flatten, {type: dense, units: 10}]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private String mistake(Path file) {
        SpecException thrown = assertThrows(SpecException.class, () -> READER.read(file, List.of()));
        return thrown.problems()
                .getFirst()
                .toString()
                .replace(folder.toString(), "FOLDER")
                .replace('\\', '/');
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void missing() throws IOException {
        write("small.yaml", SMALL.getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "FOLDER/smal.yaml:1:1: there is no such file; did you mean \"small.yaml\"?",
                mistake(folder.resolve("smal.yaml")));
        assertEquals("FOLDER/none/small.yaml:1:1: there is no such file", mistake(folder.resolve("none/small.yaml")));
    }

    @Test
    void aFolder() throws IOException {
        write("small.yaml", SMALL.getBytes(StandardCharsets.UTF_8));
        assertEquals("FOLDER:1:1: is a folder; give the experiment file in it: small.yaml", mistake(folder));
    }

    @Test
    void otherEncodings() throws IOException {
        Path file =
                write("latin.yaml", "experiment: small\nquestion: caf\u00e9?\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                "FOLDER/latin.yaml:2:14: byte 0xE9 is not UTF-8; save the file in the encoding UTF-8", mistake(file));
        Path wide = write("wide.yaml", SMALL.getBytes(StandardCharsets.UTF_16));
        assertEquals(
                "FOLDER/wide.yaml:1:1: byte 0xFE is not UTF-8; save the file in the encoding UTF-8", mistake(wide));
    }

    @Test
    void binary() throws IOException {
        Path file = write("zeros.yaml", new byte[100]);
        assertEquals(
                "FOLDER/zeros.yaml:1:1: character U+0000 does not belong in a text file; remove it", mistake(file));
    }

    @Test
    void huge() throws IOException {
        byte[] bytes = new byte[(8 << 20) + 1];
        java.util.Arrays.fill(bytes, (byte) '\n');
        assertEquals(
                "FOLDER/huge.yaml:1:1: is too long; an experiment file has at most 8388608 bytes",
                mistake(write("huge.yaml", bytes)));
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreFine() throws IOException {
        String text = "\uFEFF" + SMALL.replace("\n", "\r\n");
        Path file = write("small.yaml", text.getBytes(StandardCharsets.UTF_8));
        Plan plan = READER.read(file, List.of());
        assertEquals(READER.readText("small", SMALL, List.of()).resolved(), plan.resolved());
    }

    @Test
    void depthDoesNotOverflowTheStack() {
        String deep = "experiment: " + "{a: ".repeat(100_000) + "}".repeat(100_000);
        SpecException thrown = assertThrows(SpecException.class, () -> READER.readText("deep", deep, List.of()));
        assertEquals(
                "lists and maps are nested more than 50 deep",
                thrown.problems().getFirst().message());
    }
}
