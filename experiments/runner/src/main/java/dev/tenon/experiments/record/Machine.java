package dev.tenon.experiments.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process runs on.
 *
 * @param processor its name; empty where the system does not tell it in a file
 * @param cores that the process may use
 * @param architecture of the processor, as {@code amd64}
 * @param os the system and its version
 * @param java the version of the JVM
 */
public record Machine(String processor, int cores, String architecture, String os, String java) {

    /** This one. */
    public static Machine here() {
        return new Machine(
                nameOfProcessor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.version().toString());
    }

    /** In a line. */
    public String line() {
        return (processor.isEmpty() ? architecture : processor) + ", " + cores + (cores == 1 ? " core, " : " cores, ")
                + os + ", Java " + java;
    }

    /** The processor's name where the system tells it in a file; else only its architecture is known. */
    static String nameOfProcessor() {
        Path info = Path.of("/proc/cpuinfo");
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }
}
