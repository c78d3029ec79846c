package dev.tenon.experiments.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.testing.TestJar;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that can be used: where they are found, and how far they are from each other. */
final class PluginsTest {

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    private Services services(Path... places) {
        return Services.installed(path(places), said::add);
    }

    private static PluginPath path(Path... places) {
        return new PluginPath(
                Arrays.stream(places)
                        .map(place -> new PluginPath.Place(place, Optional.of("--plugins")))
                        .toList(),
                Optional.empty());
    }

    private static double measure(Services services, String metric) {
        Metric<?> found =
                (Metric<?>) services.find(Kind.METRIC, metric).orElseThrow().instance();
        return measure(found);
    }

    private static <S extends Record> double measure(Metric<S> metric) {
        TargetRows none = new TargetRows(Targets.SIGNS, List.of("thing"), 1, new float[0], 0);
        return metric.measure(metric.settings().cast(new NoSettings()), none, new float[0]);
    }

    @Test
    void noCodeRunsBeforeItIsChosenByName() {
        new TestJar()
                .module("""
                        module org.loud {
                            requires dev.tenon.api;
                            provides dev.tenon.api.training.Metric with org.loud.Measure;
                        }
                        """)
                .source(
                        "org/loud/Measure.java",
                        TestJar.measure(
                                "loud", "loud", "static { System.setProperty(\"tenon.test.loud\", \"\"); }", "1"))
                .write(folder.resolve("loud.jar"));
        Services services = services(folder);
        assertTrue(services.names(Kind.METRIC).contains("loud"));
        assertTrue(services.find(Kind.METRIC, "accuracy").isPresent());
        assertTrue(services.missing(Kind.METRIC, "lout").contains("did you mean \"loud\"?"));
        ServiceEntry offer = services.find(Kind.METRIC, "loud").orElseThrow();
        assertNull(System.getProperty("tenon.test.loud"));
        assertEquals(List.of(), services.used());
        assertSame(
                offer.instance(),
                services.find(Kind.METRIC, "loud").orElseThrow().instance());
        assertEquals("", System.clearProperty("tenon.test.loud"));
        assertEquals(
                List.of("loud"),
                services.used().stream()
                        .map(p -> p.jars().getFirst().name().substring(4))
                        .toList());
        assertEquals(List.of(), said);
    }

    /** A folder with a library that says its number, and a metric that asks it. */
    private void withLibrary(String name, int number) {
        Path library = new TestJar()
                .module("module org.library { exports org.library; }")
                .source(
                        "org/library/Number.java",
                        "package org.library; public final class Number { public static int get() { return " + number
                                + "; } }")
                .version(number + ".0")
                .write(folder.resolve(name).resolve("library-" + number + ".jar"));
        new TestJar()
                .module("""
                        module org.%1$s {
                            requires dev.tenon.api;
                            requires org.library;
                            provides dev.tenon.api.training.Metric with org.%1$s.Measure;
                        }
                        """.formatted(name))
                .source("org/" + name + "/Measure.java", TestJar.measure(name, name, "", "org.library.Number.get()"))
                .against(library)
                .write(folder.resolve(name).resolve(name + ".jar"));
    }

    @Test
    void twoPluginsHaveTheirOwnVersionsOfALibrary() {
        withLibrary("first", 1);
        withLibrary("second", 2);
        Services services = services(folder);
        assertEquals(1, measure(services, "first"));
        assertEquals(2, measure(services, "second"));
        assertEquals(
                List.of("org.first", "org.library"),
                services.used().getFirst().jars().stream().map(PluginJar::name).toList());
        assertEquals(List.of(), said);
    }

    @Test
    void aLibraryWithoutModuleInfoServesToo() {
        Path library = new TestJar()
                .source(
                        "old/Number.java",
                        "package old; public final class Number { public static int get() { return 7; } }")
                .write(folder.resolve("p/old-1.2.jar"));
        new TestJar()
                .module("""
                        module org.user {
                            requires dev.tenon.api;
                            requires old;
                            provides dev.tenon.api.training.Metric with org.user.Measure;
                        }
                        """)
                .source("org/user/Measure.java", TestJar.measure("user", "user", "", "old.Number.get()"))
                .against(library)
                .write(folder.resolve("p/user.jar"));
        assertEquals(7, measure(services(folder), "user"));
        assertEquals(List.of(), said);
    }

    @Test
    void aPluginMayBringItsOwnVersionOfALibraryOfTenons() {
        Path library = new TestJar()
                .source(
                        "org/apache/commons/math3/Number.java",
                        "package org.apache.commons.math3; public final class Number { public static int get() { return 3; } }")
                .write(folder.resolve("p/commons-math3-3.0.jar"));
        new TestJar()
                .module("""
                        module org.user {
                            requires dev.tenon.api;
                            requires commons.math3;
                            provides dev.tenon.api.training.Metric with org.user.Measure;
                        }
                        """)
                .source(
                        "org/user/Measure.java",
                        TestJar.measure("user", "user", "", "org.apache.commons.math3.Number.get()"))
                .against(library)
                .write(folder.resolve("p/user.jar"));
        Services services = services(folder);
        assertEquals(List.of(), said);
        assertEquals(3, measure(services, "user"));
    }

    @Test
    void aNameThatTwoJarsOfferIsAnErrorThatNamesBoth() {
        Path a = TestJar.metric("one", "same", "1").write(folder.resolve("a.jar"));
        Path b = TestJar.metric("two", "same", "2").version("2.1").write(folder.resolve("b.jar"));
        TestJar.metric("three", "auroc", "3").write(folder.resolve("c.jar"));
        TestJar.metric("four", "four", "4").write(folder.resolve("d.jar"));
        Services services = services(folder);
        PluginException e = assertThrows(PluginException.class, () -> services.find(Kind.METRIC, "same"));
        assertEquals(
                "two metrics are named \"same\", one in module org.one (" + a + ") and one in module org.two 2.1 (" + b
                        + "); remove one of the two",
                e.getMessage());
        String own = String.valueOf(assertThrows(PluginException.class, () -> services.find(Kind.METRIC, "auroc"))
                .getMessage());
        assertTrue(own.contains("one in module dev.tenon.layers") && own.contains("c.jar"), own);
        assertEquals(4, measure(services, "four"), "what is not ambiguous is used");
        assertEquals(List.of(), said);
    }

    @Test
    void aMissingNameSaysWhichJarsWereLookedAt() {
        TestJar.metric("one", "sharpness", "1").write(folder.resolve("a.jar"));
        assertEquals(
                "no backend \"cuda\"; there are: cpu (looked in Tenon and in " + folder.resolve("a.jar") + ")",
                services(folder).missing(Kind.BACKEND, "cuda"));
        Path empty = folder.resolve("empty");
        assertTrue(services(empty).missing(Kind.METRIC, "sharpnes").endsWith("(no plugin is in " + empty + ")"));
    }

    @Test
    void theUsualPlacesAreBesideTheJarsAndAtHomeAndInTheVariable() throws IOException {
        Path tenon = Files.createFile(
                Files.createDirectories(folder.resolve("dist/lib")).resolve("tenon.jar"));
        TestJar.metric("one", "one", "1").write(folder.resolve("dist/plugins/one.jar"));
        TestJar.metric("two", "two", "2").write(folder.resolve("home/.tenon/plugins/two.jar"));
        TestJar.metric("three", "three", "3").write(folder.resolve("x/three.jar"));
        Path four = TestJar.metric("four", "four", "4").write(folder.resolve("y/four.jar"));
        String variable = folder.resolve("x")
                + File.pathSeparator
                + four
                + File.pathSeparator
                + folder.resolve("z")
                + File.pathSeparator
                + folder.resolve("x");
        PluginPath path = PluginPath.usual(
                Optional.of(tenon), folder.resolve("home").toString(), Map.of(PluginPath.VARIABLE, variable));
        Services services = Services.installed(path, said::add);
        assertEquals(
                10,
                measure(services, "one")
                        + measure(services, "two")
                        + measure(services, "three")
                        + measure(services, "four"));
        assertEquals(
                List.of("TENON_PLUGINS names " + folder.resolve("z")
                        + ", which is not there; name a folder of plugins, or a jar"),
                said);
    }

    @Test
    void onlyAllowedJarsAreLoaded() throws IOException {
        Path good = TestJar.metric("good", "good", "1").write(folder.resolve("good.jar"));
        Path other = TestJar.metric("other", "other", "1").write(folder.resolve("other.jar"));
        Services services = Services.installed(path(folder).allowing(List.of(Digests.of(good))), said::add);
        assertEquals(1, measure(services, "good"));
        assertTrue(services.find(Kind.METRIC, "other").isEmpty());
        assertEquals(
                List.of(other + " is not loaded: its SHA-256 " + Digests.of(other)
                        + " is not one that --allow-plugins lists; add it there if you trust the jar"),
                said);
    }

    @Test
    void twoHundredJarsAreFoundAndEachIsUsable() throws IOException {
        Path first = TestJar.metric("many", "many-000", "1").write(folder.resolve("0.jar"));
        Path jars = Files.createDirectory(folder.resolve("jars"));
        for (int i = 0; i < 200; i++) {
            copy(first, jars.resolve("many-" + i + ".jar"), "many-%03d".formatted(i));
        }
        long start = System.nanoTime();
        Services services = services(jars);
        assertEquals(200, services.plugins().size());
        double seconds = (System.nanoTime() - start) / 1e9;
        assertEquals(List.of(), said);
        assertEquals(1, measure(services, "many-000"));
        assertEquals(1, measure(services, "many-199"));
        assertEquals(2, services.used().size());
        assertTrue(seconds < 20, seconds + " s to look at 200 jars");
    }

    /** A copy whose metric has another name: of the same length, so that the class file stays whole. */
    private static void copy(Path from, Path to, String type) throws IOException {
        try (var source = new java.util.jar.JarFile(from.toFile());
                var target = new java.util.jar.JarOutputStream(Files.newOutputStream(to))) {
            for (var entry : java.util.Collections.list(source.entries())) {
                byte[] bytes = source.getInputStream(entry).readAllBytes();
                String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("many-000", type);
                target.putNextEntry(new java.util.jar.JarEntry(entry.getName()));
                target.write(text.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }
}
