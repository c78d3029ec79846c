package dev.tenon.experiments.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.testing.TestJar;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is said of each jar that cannot be used, {@code bad-jars/NAME.txt}, while the good one beside it is used.
 * {@code -Dgolden.update=true} writes the messages anew; read them as somebody who made the mistake.
 */
final class BadJarsTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "bad-jars");
    private static final String JAVA_26 = "it was compiled for Java 26";

    @TempDir
    private Path temporary;

    private interface Maker {
        /** Puts something bad into a folder of plugins; a second folder is for what is not seen. */
        void make(Path plugins, Path elsewhere) throws IOException;
    }

    private static Map<String, Maker> cases() {
        Map<String, Maker> cases = new LinkedHashMap<>();
        cases.put("truncated", (plugins, _) -> {
            byte[] bytes = Files.readAllBytes(good("bad").write(plugins.resolve("bad.jar")));
            Files.write(plugins.resolve("bad.jar"), Arrays.copyOf(bytes, bytes.length / 2));
        });
        cases.put("empty-file", (plugins, _) -> Files.createFile(plugins.resolve("bad.jar")));
        cases.put("text", (plugins, _) -> Files.writeString(plugins.resolve("bad.jar"), "404: not found"));
        cases.put("damaged-in-the-middle", (plugins, _) -> {
            byte[] bytes = Files.readAllBytes(good("bad").write(plugins.resolve("bad.jar")));
            Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 40, (byte) 7);
            Files.write(plugins.resolve("bad.jar"), bytes);
        });
        cases.put(
                "no-module-info",
                (plugins, _) -> new TestJar()
                        .source("org/bad/Measure.java", TestJar.measure("bad", "bad", "", "0"))
                        .write(plugins.resolve("bad.jar")));
        cases.put(
                "no-service",
                (plugins, _) -> new TestJar()
                        .module("module org.bad { exports org.bad; }")
                        .source("org/bad/Nothing.java", "package org.bad; public final class Nothing {}")
                        .write(plugins.resolve("bad.jar")));
        cases.put("pipe", (plugins, _) -> {
            Process made =
                    new ProcessBuilder("mkfifo", plugins.resolve("bad.jar").toString()).start();
            assertEquals(0, made.onExit().join().exitValue());
        });
        cases.put("huge", (plugins, _) -> {
            try (RandomAccessFile file =
                    new RandomAccessFile(plugins.resolve("bad.jar").toFile(), "rw")) {
                file.setLength((1L << 30) + 1);
            }
        });
        cases.put("bare-service", (plugins, _) -> bare("").write(plugins.resolve("bad.jar")));
        cases.put(
                "bare-service-beside-another",
                (plugins, _) -> bare("provides dev.tenon.api.training.Metric with org.bad.Measure;")
                        .source("org/bad/Measure.java", TestJar.measure("bad", "bad", "", "0"))
                        .write(plugins.resolve("bad.jar")));
        cases.put(
                "no-type",
                (plugins, _) -> good("bad")
                        .source(
                                "org/bad/Measure.java",
                                TestJar.measure("bad", "bad", "", "0").replaceAll("@dev.*", ""))
                        .write(plugins.resolve("bad.jar")));
        cases.put(
                "newer-java",
                (plugins, _) -> good("bad")
                        .changed("module-info.class", BadJarsTest::java26)
                        .write(plugins.resolve("bad.jar")));
        cases.put(
                "newer-java-of-one-class",
                (plugins, _) -> good("bad")
                        .changed("org/bad/Measure.class", BadJarsTest::java26)
                        .write(plugins.resolve("bad.jar")));
        cases.put(
                "class-not-in-the-jar",
                (plugins, _) -> good("bad").without("org/bad/Measure.class").write(plugins.resolve("bad.jar")));
        cases.put(
                "damaged-class",
                (plugins, _) -> good("bad")
                        .changed("org/bad/Measure.class", bytes -> Arrays.copyOf(bytes, 60))
                        .write(plugins.resolve("bad.jar")));
        cases.put(
                "missing-module",
                (plugins, elsewhere) -> needsLibrary(elsewhere).write(plugins.resolve("bad.jar")));
        cases.put(
                "missing-module-of-java",
                (plugins, _) -> good("bad").module("""
                        module org.bad {
                            requires dev.tenon.api;
                            requires jdk.internal.vm.ci;
                            provides dev.tenon.api.training.Metric with org.bad.Measure;
                        }
                        """).write(plugins.resolve("bad.jar")));
        cases.put(
                "missing-class",
                (plugins, _) -> good("bad")
                        .source(
                                "org/bad/Measure.java",
                                TestJar.measure("bad", "bad", "static final Helper H = new Helper();", "0"))
                        .source("org/bad/Helper.java", "package org.bad; final class Helper {}")
                        .without("org/bad/Helper.class")
                        .write(plugins.resolve("bad.jar")));
        cases.put(
                "throws-in-its-constructor",
                (plugins, _) -> good("bad")
                        .source(
                                "org/bad/Measure.java",
                                TestJar.measure(
                                        "bad",
                                        "bad",
                                        "public Measure() { throw new IllegalStateException(\"no licence\"); }",
                                        "0"))
                        .write(plugins.resolve("bad.jar")));
        cases.put(
                "throws-when-initialized",
                (plugins, _) -> good("bad")
                        .source(
                                "org/bad/Measure.java",
                                TestJar.measure("bad", "bad", "static final int N = Integer.parseInt(\"x\");", "0"))
                        .write(plugins.resolve("bad.jar")));
        cases.put(
                "other-api",
                (plugins, elsewhere) ->
                        good("bad").apiOf(api(elsewhere, Optional.of("9.2.1"))).write(plugins.resolve("bad.jar")));
        cases.put(
                "newer-api",
                (plugins, elsewhere) ->
                        good("bad").apiOf(api(elsewhere, Optional.of("0.9"))).write(plugins.resolve("bad.jar")));
        cases.put(
                "unknown-api",
                (plugins, elsewhere) ->
                        good("bad").apiOf(api(elsewhere, Optional.empty())).write(plugins.resolve("bad.jar")));
        cases.put(
                "tenons-own-module",
                (plugins, _) -> new TestJar()
                        .module("module dev.tenon.layers { exports org.bad; }")
                        .source("org/bad/Nothing.java", "package org.bad; public final class Nothing {}")
                        .write(plugins.resolve("bad.jar")));
        cases.put("tenons-api-among-dependencies", (plugins, elsewhere) -> {
            good("fine").write(plugins.resolve("fine").resolve("fine.jar"));
            Files.copy(
                    api(elsewhere, Optional.of("0.2")), plugins.resolve("fine").resolve("tenon-api-0.2.jar"));
        });
        cases.put(
                "tenons-package",
                (plugins, _) -> good("bad")
                        .with("dev/tenon/api/training/Metric.class", new byte[] {1, 2, 3})
                        .write(plugins.resolve("bad.jar")));
        cases.put("one-package-twice", (plugins, elsewhere) -> {
            Path library = library("org.library").write(elsewhere.resolve("library.jar"));
            Path other = library("org.other.library").write(elsewhere.resolve("other.jar"));
            Path folder = Files.createDirectory(plugins.resolve("bad"));
            // Compiled against one of them only: javac would refuse both.
            needsLibrary(elsewhere).write(folder.resolve("bad.jar"));
            good("third").module("""
                    module org.third {
                        requires dev.tenon.api;
                        requires org.other.library;
                        provides dev.tenon.api.training.Metric with org.third.Measure;
                    }
                    """).against(other).write(folder.resolve("third.jar"));
            Files.copy(library, folder.resolve("library.jar"));
            Files.copy(other, folder.resolve("other.jar"));
        });
        cases.put("one-module-twice", (plugins, _) -> {
            good("bad").version("1").write(plugins.resolve("bad/bad-1.jar"));
            good("bad").version("2").write(plugins.resolve("bad/bad-2.jar"));
        });
        cases.put("only-libraries", (plugins, elsewhere) -> {
            library("org.library").write(plugins.resolve("bad/library.jar"));
            library("org.other.library").write(plugins.resolve("bad/other.jar"));
        });
        cases.put(
                "link-out-of-the-folder",
                (plugins, elsewhere) -> Files.createSymbolicLink(
                        plugins.resolve("bad.jar"), good("bad").write(elsewhere.resolve("bad.jar"))));
        cases.put("linked-folder", (plugins, elsewhere) -> {
            good("bad").write(elsewhere.resolve("bad/bad.jar"));
            Files.createSymbolicLink(plugins.resolve("bad"), elsewhere.resolve("bad"));
        });
        cases.put(
                "link-to-nothing",
                (plugins, elsewhere) ->
                        Files.createSymbolicLink(plugins.resolve("bad.jar"), elsewhere.resolve("nothing.jar")));
        cases.put(
                "link-to-itself",
                (plugins, _) -> Files.createSymbolicLink(plugins.resolve("bad.jar"), plugins.resolve("bad.jar")));
        cases.put("empty-folder", (plugins, _) -> Files.createDirectory(plugins.resolve("bad")));
        return cases;
    }

    private static TestJar good(String name) {
        return TestJar.metric(name, name, "0");
    }

    private static TestJar library(String module) {
        return new TestJar()
                .module("module " + module + " { exports org.library; }")
                .source("org/library/Half.java", "package org.library; public final class Half {}");
    }

    private static TestJar needsLibrary(Path elsewhere) {
        Path library = library("org.library").write(elsewhere.resolve("needed/library.jar"));
        return good("bad").module("""
                        module org.bad {
                            requires dev.tenon.api;
                            requires org.library;
                            provides dev.tenon.api.training.Metric with org.bad.Measure;
                        }
                        """).against(library);
    }

    /** As much of an api as a metric needs, of another version. */
    private static Path api(Path elsewhere, Optional<String> version) {
        TestJar jar = new TestJar()
                .module("""
                        module dev.tenon.api {
                            exports dev.tenon.api.plugin;
                            exports dev.tenon.api.settings;
                            exports dev.tenon.api.training;
                        }
                        """)
                .source("dev/tenon/api/training/Targets.java", "package dev.tenon.api.training; public enum Targets {}")
                .source(
                        "dev/tenon/api/training/TargetRows.java",
                        "package dev.tenon.api.training; public record TargetRows() {}")
                .source(
                        "dev/tenon/api/settings/NoSettings.java",
                        "package dev.tenon.api.settings; public record NoSettings() {}")
                .source("dev/tenon/api/training/Metric.java", """
                        package dev.tenon.api.training;
                        import dev.tenon.api.settings.NoSettings;
                        public interface Metric<S extends Record> {
                            Class<S> settings();
                            boolean takes(NoSettings settings, Targets targets, int units);
                            boolean higherIsBetter();
                            double measure(NoSettings settings, TargetRows rows, float[] outputs);
                        }
                        """)
                .source("dev/tenon/api/plugin/Type.java", """
                        package dev.tenon.api.plugin;
                        @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                        public @interface Type { String value(); }
                        """);
        version.ifPresent(jar::version);
        return jar.apiOf(elsewhere).write(elsewhere.resolve("tenon-api.jar"));
    }

    private static byte[] java26(byte[] bytes) {
        bytes[7] = 70;
        return bytes;
    }

    static List<String> names() {
        return List.copyOf(cases().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void isExplained(String name) throws IOException {
        String file = name + ".txt";
        Path plugins = Files.createDirectory(temporary.resolve("plugins"));
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        good("good").write(plugins.resolve("good.jar"));
        Optional.ofNullable(cases().get(name)).orElseThrow().make(plugins, elsewhere);
        List<String> said = new ArrayList<>();
        Services services = Services.installed(
                new PluginPath(List.of(new PluginPath.Place(plugins, Optional.empty())), Optional.empty()), said::add);
        assertEquals("good", services.find(Kind.METRIC, "good").orElseThrow().type());
        for (ServiceEntry offer : services.all(Kind.METRIC)) {
            if (offer.plugin().isPresent()) {
                said.add(offer.type() + ": " + started(offer));
            }
        }
        String text = String.join("\n", said)
                        .replace(temporary.toString(), "")
                        .replace(temporary.toRealPath().toString(), "")
                        .replace('\\', '/')
                + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(GOLDEN.resolve(file), text, StandardCharsets.UTF_8);
        }
        assertEquals(Files.readString(GOLDEN.resolve(file)), text, "what is said of " + file);
        assertTrue(!file.startsWith("newer-java") || text.contains(JAVA_26), text);
    }

    /** A jar with a class that is a service of no kind. */
    private static TestJar bare(String provides) {
        return new TestJar()
                .module("module org.bad { requires dev.tenon.api; exports org.bad;"
                        + " provides dev.tenon.api.plugin.Service with org.bad.Bare; " + provides + " }")
                .source(
                        "org/bad/Bare.java",
                        "package org.bad; public final class Bare implements dev.tenon.api.plugin.Service {}");
    }

    private static String started(ServiceEntry offer) {
        try {
            return "there is " + offer.instance().type();
        } catch (PluginException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void messagesHaveTheirCases() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertEquals(
                    names().stream().map(name -> name + ".txt").sorted().toList(),
                    files.map(file -> String.valueOf(file.getFileName()))
                            .sorted()
                            .toList());
        }
    }
}
