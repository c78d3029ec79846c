package dev.tenon.experiments.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.PluginPath;
import dev.tenon.experiments.plugin.ServiceEntry;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.Inputs.ModuleInput;
import dev.tenon.experiments.spec.Plan;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which code a run says it was made with. */
final class InstalledVersionsTest {

    @TempDir
    private Path folder;

    private static final Plan NOTHING = new Plan(List.of(), "", "");

    @Test
    void theFrameworkIsKnownByItsModules() {
        Inputs inputs = InstalledVersions.inputs(Services.installed(), NOTHING, DataInputs.NONE, folder);
        List<String> names = inputs.framework().stream().map(ModuleInput::name).toList();
        assertTrue(
                names.containsAll(List.of(
                        "dev.tenon.api", "dev.tenon.experiments", "dev.tenon.experiments.runner", "dev.tenon.layers")),
                names::toString);
        assertEquals(List.of(), inputs.plugins());
    }

    @Test
    void aPluginIsKnownByTheDigestOfItsJar() throws IOException {
        Path jar = plugin();
        Services services = Services.installed(
                new PluginPath(List.of(new PluginPath.Place(jar, Optional.empty())), Optional.empty()),
                line -> fail(line));
        assertEquals(
                List.of(),
                InstalledVersions.inputs(services, NOTHING, DataInputs.NONE, folder)
                        .plugins(),
                "it was not used");
        assertTrue(services.find(Kind.METRIC, "nothing")
                .map(ServiceEntry::instance)
                .isPresent());
        Inputs inputs = InstalledVersions.inputs(services, NOTHING, DataInputs.NONE, folder);
        assertEquals(
                List.of(new ModuleInput(
                        "org.other.plugin",
                        Optional.of("3.1"),
                        Optional.of("other.jar"),
                        Optional.of(Digests.of(jar)))),
                inputs.plugins());
    }

    /** A jar as a third party would build it, with one metric. */
    private Path plugin() throws IOException {
        Path source = Files.createDirectories(folder.resolve("src/org/other"));
        Files.writeString(folder.resolve("src/module-info.java"), """
                module org.other.plugin {
                    requires dev.tenon.api;
                    provides dev.tenon.api.training.Metric with org.other.Nothing;
                }
                """);
        Files.writeString(source.resolve("Nothing.java"), """
                package org.other;
                import dev.tenon.api.settings.NoSettings;
                import dev.tenon.api.training.*;
                @dev.tenon.api.plugin.Type("nothing")
                public final class Nothing implements Metric<NoSettings> {
                    public Class<NoSettings> settings() { return NoSettings.class; }
                    public boolean takes(NoSettings settings, Targets targets, int units) { return true; }
                    public boolean higherIsBetter() { return true; }
                    public double measure(NoSettings settings, TargetRows rows, float[] outputs) { return 0; }
                }
                """);
        Path classes = folder.resolve("classes");
        List<String> arguments =
                new ArrayList<>(List.of("--module-path", path(), "--module-version", "3.1", "-d", classes.toString()));
        arguments.add(folder.resolve("src/module-info.java").toString());
        arguments.add(source.resolve("Nothing.java").toString());
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int failed =
                ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments.toArray(new String[0]));
        assertEquals(0, failed, said::toString);
        Path jar = folder.resolve("other.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
            }
        }
        return jar;
    }

    /** The api, and the annotations that its module names. */
    private static String path() {
        String api = Path.of(ModuleLayer.boot()
                        .configuration()
                        .findModule("dev.tenon.api")
                        .flatMap(module -> module.reference().location())
                        .orElseThrow())
                .toString();
        String all =
                System.getProperty("jdk.module.path", "") + File.pathSeparator + System.getProperty("java.class.path");
        return Stream.of(all.split(File.pathSeparator, -1))
                .filter(path -> path.contains("jspecify"))
                .findFirst()
                .map(jspecify -> api + File.pathSeparator + jspecify)
                .orElse(api);
    }
}
