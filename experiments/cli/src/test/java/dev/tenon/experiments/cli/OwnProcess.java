package dev.tenon.experiments.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tenon in a JVM of its own, with the modules that this one has. */
final class OwnProcess {

    private OwnProcess() {}

    /** Starts a command line in a folder; standard output goes to {@code out.txt} there. */
    static Process tenon(Path folder, Path errors, List<String> flags, Object... args) throws IOException {
        return tenon(Map.of(), folder, errors, flags, args);
    }

    /** The same within the limits that a command of {@code sh} sets. */
    static Process limited(String limits, Path folder, Path errors, List<String> flags, Object... args)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", limits + " && exec \"$@\"", "sh"));
        command.addAll(command(flags, args));
        return started(command, Map.of(), folder, errors);
    }

    /** The same with other variables of the environment. */
    static Process tenon(Map<String, String> environment, Path folder, Path errors, List<String> flags, Object... args)
            throws IOException {
        return started(command(flags, args), environment, folder, errors);
    }

    private static List<String> command(List<String> flags, Object... args) throws IOException {
        List<String> command = new ArrayList<>(heedsInterrupts());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                modules(),
                "-Dguice_bytecode_gen_option=DISABLED"));
        command.addAll(flags);
        command.addAll(List.of("-m", "dev.tenon.experiments.cli/dev.tenon.experiments.cli.Main"));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return command;
    }

    private static Process started(List<String> command, Map<String, String> environment, Path folder, Path errors)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /**
     * What to put before a command so that Ctrl-C ends it, even where this JVM ignores that signal, as one does that a script
     * started in the background; a process inherits it, and a JVM leaves it so.
     */
    private static List<String> heedsInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return List.of();
        }
        long interrupt = 1 << 1;
        boolean ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(
                                        line.substring("SigIgn:".length()).strip(), 16)
                                & interrupt)
                        != 0);
        return ignored ? List.of("env", "--default-signal=INT") : List.of();
    }

    /** What is on this JVM's module path and class path, test classes apart. */
    private static String modules() {
        String all =
                System.getProperty("jdk.module.path", "") + File.pathSeparator + System.getProperty("java.class.path");
        List<String> paths = new ArrayList<>();
        for (String path : all.split(File.pathSeparator, -1)) {
            if (!path.isEmpty()
                    && !path.contains("test-classes")
                    && !path.contains("surefire")
                    && !paths.contains(path)) {
                paths.add(path);
            }
        }
        return String.join(File.pathSeparator, paths);
    }
}
