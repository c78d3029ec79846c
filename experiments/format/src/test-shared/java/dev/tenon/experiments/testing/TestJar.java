package dev.tenon.experiments.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Builds a jar as a third party would: javac against the api's module, then jar. */
public final class TestJar {

    private static final String INFO = "module-info.java";

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, UnaryOperator<byte[]>> changes = new LinkedHashMap<>();
    private final Map<String, byte[]> extras = new LinkedHashMap<>();
    private final List<Path> path = new ArrayList<>();
    private Optional<String> version = Optional.empty();
    private Path api = api();

    /** A jar of these sources: where each lies in its folder, and its text. */
    public TestJar source(String file, String text) {
        sources.put(file, text);
        return this;
    }

    /** A module. */
    public TestJar module(String text) {
        return source(INFO, text);
    }

    /** A module with one metric, {@code org.NAME.Measure}; what it measures is the given expression. */
    public static TestJar metric(String name, String type, String expression) {
        return new TestJar()
                .module("""
                        module org.%1$s {
                            requires dev.tenon.api;
                            provides dev.tenon.api.training.Metric with org.%1$s.Measure;
                        }
                        """.formatted(name))
                .source("org/" + name + "/Measure.java", measure(name, type, "", expression));
    }

    /** The source of a metric. */
    public static String measure(String name, String type, String members, String expression) {
        return """
                package org.%s;
                import dev.tenon.api.settings.NoSettings;
                import dev.tenon.api.training.*;
                @dev.tenon.api.plugin.Type("%s")
                public final class Measure implements Metric<NoSettings> {
                    %s
                    public Class<NoSettings> settings() { return NoSettings.class; }
                    public boolean takes(NoSettings settings, Targets targets, int units) { return true; }
                    public boolean higherIsBetter() { return true; }
                    public double measure(NoSettings settings, TargetRows rows, float[] outputs) {
                        return %s;
                    }
                }
                """.formatted(name, type, members, expression);
    }

    /** With a version of its module. */
    public TestJar version(String text) {
        version = Optional.of(text);
        return this;
    }

    /** Compiled with further jars in sight. */
    public TestJar against(Path... jars) {
        path.addAll(List.of(jars));
        return this;
    }

    /** Compiled against another api than the one that runs. */
    public TestJar apiOf(Path jar) {
        api = jar;
        return this;
    }

    /** With one of its files changed. */
    public TestJar changed(String file, UnaryOperator<byte[]> change) {
        changes.put(file, change);
        return this;
    }

    /** Without one of its files. */
    public TestJar without(String file) {
        return changed(file, _ -> new byte[0]);
    }

    /** With a file besides. */
    public TestJar with(String file, byte[] bytes) {
        extras.put(file, bytes);
        return this;
    }

    /** Builds it. */
    public Path write(Path jar) {
        try {
            Files.createDirectories(jar.toAbsolutePath().getParent());
            Path work = Files.createTempDirectory("tenon-test-jar");
            try {
                Files.write(jar, zip(compile(work)));
            } finally {
                delete(work);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path compile(Path work) throws IOException {
        List<String> seen = new ArrayList<>(List.of(api.toString()));
        jspecify().ifPresent(seen::add);
        path.forEach(jar -> seen.add(jar.toString()));
        Path classes = work.resolve("classes");
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-p", String.join(File.pathSeparator, seen), "-d", classes.toString()));
        if (!sources.containsKey(INFO)) {
            arguments.set(1, "-cp");
        }
        version.ifPresent(text -> arguments.addAll(List.of("--module-version", text)));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = work.resolve("src").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int failed =
                ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments.toArray(new String[0]));
        assertEquals(0, failed, said::toString);
        return classes;
    }

    /** The same bytes whenever it is built. */
    private byte[] zip(Path classes) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                byte[] bytes =
                        changes.getOrDefault(name, UnaryOperator.identity()).apply(Files.readAllBytes(file));
                if (bytes.length > 0) {
                    entries.put(name, bytes);
                }
            }
        }
        entries.putAll(extras);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream zip = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                JarEntry head = new JarEntry(entry.getKey());
                head.setTime(0);
                zip.putNextEntry(head);
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The api that runs. */
    public static Path api() {
        return Path.of(ModuleLayer.boot()
                .configuration()
                .findModule("dev.tenon.api")
                .flatMap(module -> module.reference().location())
                .orElseThrow());
    }

    /** The annotations that the api's module names. */
    private static Optional<String> jspecify() {
        String all =
                System.getProperty("jdk.module.path", "") + File.pathSeparator + System.getProperty("java.class.path");
        return Stream.of(all.split(File.pathSeparator, -1))
                .filter(path -> path.contains("jspecify"))
                .findFirst();
    }
}
