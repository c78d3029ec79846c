package dev.tenon.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that the manual shows, in JShell. */
final class JShellTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theScriptPrintsItsTable() throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Process jshell = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jshell")
                                .toString(),
                        "--module-path",
                        modules(),
                        "--add-modules",
                        "dev.tenon.experiments",
                        Path.of("example.jsh").toAbsolutePath().toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertTrue(jshell.waitFor(3, TimeUnit.MINUTES), "it does not end");
        String said = Files.readString(out);
        assertEquals(0, jshell.exitValue(), said);
        assertTrue(said.contains("from-jshell: 2 arms, 10 trials, 0 problems"), said);
        List<String> rows = said.lines()
                .filter(line -> line.matches("(dense|convolution) .*\\d\\.\\d{4}.*"))
                .toList();
        assertEquals(2, rows.size(), said);
        assertTrue(said.contains("main/edges/kernel [3, 3, 1, 4]"), said);
        assertTrue(!said.contains("Exception") && !said.contains("rror:"), said);
    }

    /** What this JVM has on its module path and class path, tests apart. */
    private static String modules() {
        return Stream.of("jdk.module.path", "java.class.path")
                .flatMap(property -> Stream.of(System.getProperty(property, "").split(File.pathSeparator, -1)))
                .filter(path -> !path.isEmpty() && !path.contains("test-classes") && !path.contains("surefire"))
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
