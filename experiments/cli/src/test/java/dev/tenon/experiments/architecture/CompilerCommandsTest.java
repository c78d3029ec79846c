package dev.tenon.experiments.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.architecture.SourceModules.SourceModule;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The start script's commands to the JVM's compilers name classes and methods, which nothing else would miss if they were renamed.
 */
final class CompilerCommandsTest {
    @Test
    void eachNamesWhatExists() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/dist/bin/compiler-commands"));
        assertEquals("quiet", lines.getFirst(), "or the JVM would print the others");
        List<ClassModel> classes = classes();
        for (String line : lines.subList(1, lines.size())) {
            String[] names = line.split(",", -1)[1].split("::", -1);
            assertEquals(2, names.length, line);
            assertTrue(
                    classes.stream()
                            .filter(each -> matches(each.thisClass().asSymbol(), names[0]))
                            .anyMatch(each -> hasMethod(each, names[1])),
                    line);
        }
    }

    private static boolean hasMethod(ClassModel type, String pattern) {
        return pattern.equals("*")
                || type.methods().stream()
                        .anyMatch(method -> method.methodName().equalsString(pattern));
    }

    private static boolean matches(ClassDesc type, String pattern) {
        String name = type.packageName() + "." + type.displayName();
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    private static List<ClassModel> classes() throws IOException {
        Path root = SourceModules.all().stream()
                .filter(module -> module.name().equals("dev.tenon.backend.cpu"))
                .map(SourceModule::classes)
                .findFirst()
                .orElseThrow();
        try (Stream<Path> files = Files.walk(root)) {
            List<ClassModel> classes = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                classes.add(ClassFile.of().parse(file));
            }
            return classes;
        }
    }
}
