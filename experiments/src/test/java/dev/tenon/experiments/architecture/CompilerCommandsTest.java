package dev.tenon.experiments.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.architecture.SourceModules.SourceModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The start script's commands to the JVM's compilers name classes, which nothing else would miss if they were renamed. */
final class CompilerCommandsTest {
    private static final String EVERY_METHOD = "::*";

    @Test
    void eachNamesClassesThatExist() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/dist/bin/compiler-commands"));
        assertEquals("quiet", lines.getFirst(), "or the JVM would print the others");
        List<String> classes = classes();
        for (String line : lines.subList(1, lines.size())) {
            String pattern = line.split(",", -1)[1];
            assertTrue(pattern.endsWith(EVERY_METHOD), line);
            String name = pattern.substring(0, pattern.length() - EVERY_METHOD.length());
            assertTrue(classes.stream().anyMatch(each -> matches(each, name)), line);
        }
    }

    private static boolean matches(String name, String pattern) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    private static List<String> classes() throws IOException {
        Path root = SourceModules.all().stream()
                .filter(module -> module.name().equals("dev.tenon.backend.cpu"))
                .map(SourceModule::classes)
                .findFirst()
                .orElseThrow();
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }
}
