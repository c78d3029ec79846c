package dev.tenon.experiments.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code tenon}: what all commands have in common. */
@Command(
        name = "tenon",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        description = "Compares architectures of convolutional networks in reproducible experiments.",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon catalog                        the experiments that ship",
            "  tenon run ten-from-one-and-zero      is \"10\" better learned whole or composed?",
            "  tenon check mine.yaml                all mistakes of a file, without running it",
            "  tenon run --help                     more of one command"
        },
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            ShowCommand.class,
            CompareCommand.class,
            CatalogCommand.class,
            BenchCommand.class,
            PluginsCommand.class,
            DescribeCommand.class,
            SchemaCommand.class,
            NewPluginCommand.class
        })
final class TenonCommand implements Runnable {

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show the log, and where an error comes from.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Show results and errors only, no progress.")
    private boolean quiet;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    boolean verbose() {
        return verbose;
    }

    boolean quiet() {
        return quiet;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
