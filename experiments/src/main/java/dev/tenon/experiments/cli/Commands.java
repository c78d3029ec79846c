package dev.tenon.experiments.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code tenon} can be told to do. */
final class Commands {
    private static final List<Class<?>> ALL = List.of(
            RunCommand.class,
            CheckCommand.class,
            ShowCommand.class,
            CompareCommand.class,
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
        return line;
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }
}
