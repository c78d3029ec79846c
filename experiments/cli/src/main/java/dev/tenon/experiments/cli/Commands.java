package dev.tenon.experiments.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code tenon} can be told to do. */
final class Commands {
    private static final List<Class<?>> ALL = List.of(
            RunCommand.class,
            ResumeCommand.class,
            RerunCommand.class,
            CheckCommand.class,
            ShowCommand.class,
            MergeCommand.class,
            WatchCommand.class,
            CompareCommand.class,
            RunsCommand.class,
            NoteCommand.class,
            DiffCommand.class,
            PlanCommand.class,
            VerifyCommand.class,
            PredictionsCommand.class,
            PredictCommand.class,
            LookCommand.class,
            ExportCommand.class,
            ArchiveCommand.class,
            CatalogCommand.class,
            BenchCommand.class,
            PluginsCommand.class,
            LockCommand.class,
            DescribeCommand.class,
            SchemaCommand.class,
            NewPluginCommand.class);

    private Commands() {}

    /**
     * A command line with the command that the first argument names, or with all of them if it names none. To read the
     * annotations of all takes a fifth of a second, which who names one need not wait for.
     */
    static CommandLine line(TenonCommand tenon, String... args) {
        CommandLine line = new CommandLine(tenon);
        List<Class<?>> named = ALL.stream()
                .filter(each -> args.length > 0 && name(each).equals(args[0]))
                .toList();
        (named.isEmpty() ? ALL : named).forEach(line::addSubcommand);
        documentExits(line);
        line.getSubcommands().values().forEach(Commands::documentExits);
        return line;
    }

    /** Says what the process ends with, where the command does not say it more closely. */
    private static void documentExits(CommandLine line) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        if (usage.exitCodeList().isEmpty()) {
            usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(Exit.words());
        }
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }
}
