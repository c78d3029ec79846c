package dev.tenon.experiments.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/**
 * Tenon in a JVM of its own, started as this one was. What the JVM has learned about one network, and the memory it has taken,
 * then does not count for the next.
 */
final class FreshProcess {

    private static final String MAIN = "dev.tenon.experiments.cli/" + Main.class.getName();
    private static final String INCUBATOR = "WARNING: Using incubator modules";

    /** What concerns the streams and the debugger of this process alone. */
    private static final List<String> OWN = List.of("-Dtenon.stderr", "-Dtenon.terminal", "-agentlib", "-Xrunjdwp");

    private FreshProcess() {}

    /** The other process failed; it has said why, and with which code. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int code;

        Failure(String message, int code) {
            super(message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** What starts Tenon as this process was started, without arguments. */
    static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (OWN.stream().noneMatch(flag::startsWith)) {
                command.add(flag);
            }
        }
        String classes = System.getProperty("java.class.path", "");
        if (!classes.isEmpty()) {
            command.addAll(List.of("--class-path", classes));
        }
        command.addAll(List.of("-m", MAIN));
        return command;
    }

    /**
     * Runs a command line to its end.
     *
     * @return what it wrote to standard output
     * @throws Failure with what it wrote to standard error, if it failed
     */
    static String run(List<String> arguments) {
        List<String> command = command();
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).start();
            try {
                process.getOutputStream().close();
                FutureTask<String> errors = new FutureTask<>(() -> text(process.getErrorStream()));
                Thread reader = new Thread(errors, "errors");
                reader.setDaemon(true);
                reader.start();
                String out = text(process.getInputStream());
                if (process.waitFor() != 0) {
                    throw new Failure(message(errors.get(), process.exitValue()), process.exitValue());
                }
                return out;
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start another JVM; measure in this one with --here", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String message(String errors, int code) {
        String said = errors.lines()
                .filter(line -> !line.startsWith(INCUBATOR))
                .collect(Collectors.joining("\n"))
                .strip()
                .replaceFirst("^tenon: ", "");
        return said.isEmpty() ? "the process that measured ended with code " + code : said;
    }
}
