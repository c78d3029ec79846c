package dev.tenon.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.backend.opencl.program.DiskCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is said, in a process of its own, where there is no OpenCL, or something is wrong with it. */
final class SurroundingsTest {
    @TempDir
    private Path folder;

    /** Prints what a probe says, and what the first lines of other streams are. */
    static final class Prober {
        private Prober() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            OpenClBackend backend = new OpenClBackend();
            switch (backend.probe()) {
                case Availability.Ready ready -> {
                    try (Engine engine = backend.start(new EngineOptions(1))) {
                        System.out.println("ready: " + engine.device());
                    }
                }
                case Availability.Unavailable no -> {
                    System.out.println("reason: " + no.reason());
                    System.out.println("remedy: " + no.remedy());
                }
            }
            System.out.println("subnormals: " + Float.MIN_NORMAL * Float.parseFloat("0.5"));
        }
    }

    private record Said(String out, String errors) {}

    private Said probe(List<String> flags, String variable, String value) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String modules = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path");
        String path = modules.isEmpty() ? classes : modules + java.io.File.pathSeparator + classes;
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", path + java.io.File.pathSeparator + own()));
        command.add("-D" + DiskCache.PROPERTY + "=" + System.getProperty(DiskCache.PROPERTY, "none"));
        command.addAll(flags);
        command.add(Prober.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put(variable, value);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), errors);
        return new Said(out, errors);
    }

    private static String own() {
        return Path.of(Prober.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    private Said probe(String variable, String value) throws IOException, InterruptedException {
        return probe(List.of(), variable, value);
    }

    @Test
    void aLoaderWithoutADriverSaysWhatToInstall() throws IOException, InterruptedException {
        DeviceContexts.required();
        Said said = probe("OCL_ICD_VENDORS", folder.toString());

        assertTrue(said.out().startsWith("reason: the OpenCL loader is installed, but no driver"), said.toString());
        assertTrue(said.out().contains("remedy: install your GPU's OpenCL driver"), said.toString());
        assertTrue(said.out().contains("--backend cpu"), said.toString());
        assertEquals("", said.errors());
    }

    /** A file that is no library stands before the real one. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void noLoaderSaysWhatToInstall() throws IOException, InterruptedException {
        for (String name : List.of("libOpenCL.so", "libOpenCL.so.1")) {
            Files.createFile(folder.resolve(name));
        }
        Said said = probe("LD_LIBRARY_PATH", folder.toString());

        assertTrue(
                said.out().startsWith("reason: no OpenCL loader can be loaded: there is no libOpenCL"),
                said.toString());
        assertTrue(said.out().contains("remedy: install one"), said.toString());
        assertEquals("", said.errors());
    }

    @Test
    void aNameThatNoDeviceHasIsAnsweredWithThoseThereAre() throws IOException, InterruptedException {
        String name = DeviceContexts.required().limits().name();
        Said said = probe(List.of("-Dtenon.opencl.device=no such"), "UNUSED", "");

        assertTrue(said.out().startsWith("reason: no OpenCL device has \"no such\" in its name"), said.toString());
        assertTrue(said.out().contains(name), said.toString());
    }

    @Test
    void aDriverPrintsNothingAndLeavesSubnormalsAlone() throws IOException, InterruptedException {
        Assumptions.assumeTrue(DeviceContexts.device() != null, "no OpenCL device");
        Said said = probe("UNUSED", "");

        assertTrue(said.out().startsWith("ready: "), said.toString());
        assertTrue(said.out().contains("subnormals: 5.877472E-39"), said.toString());
        assertEquals("", said.errors());
    }
}
