package dev.tenon.plugins.launchers;

import dev.tenon.api.launch.LaunchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the commands of a batch system. */
final class BatchCommands {

    private BatchCommands() {}

    /**
     * What a command said.
     *
     * @param code its exit code
     * @param out its standard output
     * @param err its standard error
     */
    record Said(int code, String out, String err) {

        /** Why it failed, in a line. */
        String why() {
            String words = (err.isBlank() ? out : err).strip().replaceAll("\\s*\n\\s*", "; ");
            return words.isEmpty() ? "exit code " + code : words;
        }
    }

    /**
     * Runs a command to its end.
     *
     * @param remedy what to do if there is no such command
     */
    static Said run(List<String> command, String remedy) throws InterruptedException {
        Path err = null;
        try {
            err = Files.createTempFile("tenon", ".err"); // Two pipes could each wait for the other.
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.to(err.toFile()))
                    .start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            return new Said(code, out, Files.readString(err));
        } catch (IOException e) {
            throw new LaunchException(command.getFirst() + " cannot be run: " + e.getMessage() + "; " + remedy, e);
        } finally {
            delete(err);
        }
    }

    private static void delete(@org.jspecify.annotations.Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /** Writes a file of a launcher's. */
    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new LaunchException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** A word as {@code sh} takes it, whatever is in it. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
