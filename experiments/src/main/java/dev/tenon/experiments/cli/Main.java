package dev.tenon.experiments.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code tenon}. */
@Command(
        name = "tenon",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Compares architectures of convolutional networks in reproducible experiments.")
public final class Main implements Runnable {
    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        ErrorStream.restore();
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
