package dev.tenon.experiments.cli;

import static com.google.inject.multibindings.OptionalBinder.newOptionalBinder;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import dev.tenon.experiments.inject.RunnerModule;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.PluginFailures;
import dev.tenon.experiments.plugin.PluginPath;
import dev.tenon.experiments.plugin.ServiceOrigin;
import dev.tenon.experiments.plugin.Suggestions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the process starts. */
public final class Main {

    /** The start script says so of commands that train. */
    private static final String TRAINS = "tenon.trains";

    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        ErrorStream.restore();
        if (Boolean.getBoolean(TRAINS)) {
            BackendPrewarm.begin(args);
        }
        Console console = Console.system();
        PluginPath plugins;
        try {
            plugins = PluginPath.usual(
                    ServiceOrigin.of(Main.class).location(), System.getProperty("user.home", ""), System.getenv());
        } catch (PluginException e) {
            System.exit(ErrorReporter.report(e, console, false, false));
            return;
        }
        System.exit(execute(console, Catalog.installed(), plugins, new RunnerModule(), args));
    }

    /**
     * Runs a command line.
     *
     * @param plugins where they are looked for besides where the command line says
     */
    static int execute(Console console, Catalog catalog, PluginPath plugins, Module module, String... args) {
        TenonCommand tenon = new TenonCommand();
        int code;
        try {
            CommandLine line = Commands.line(tenon, args)
                    .setOut(console.help())
                    .registerConverter(Path.class, Main::path)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setUsageHelpAutoWidth(false)
                    .setUsageHelpWidth(120)
                    .setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF))
                    .setParameterExceptionHandler((e, given) -> usage(e, console))
                    .setExecutionStrategy(parsed -> {
                        try {
                            wire(parsed, console, catalog, tenon.plugins(plugins), module);
                        } catch (ProvisionException | CreationException e) {
                            return ErrorReporter.report(
                                    e.getCause() == null ? e : e.getCause(), console, tenon.verbose(), false);
                        } catch (UsageException e) {
                            return ErrorReporter.report(e, console, tenon.verbose(), false);
                        }
                        return new CommandLine.RunLast().execute(parsed);
                    })
                    .setExecutionExceptionHandler((e, failed, result) -> ErrorReporter.report(
                            e,
                            console,
                            tenon.verbose(),
                            failed.getCommandSpec().optionsMap().containsKey("--threads")));
            code = line.execute(args);
        } catch (RuntimeException | Error e) {
            code = ErrorReporter.report(e, console, tenon.verbose(), false);
        }
        return written(code, console);
    }

    /** The exit code, after all output: an answer that nobody can read is none. */
    private static int written(int code, Console console) {
        Optional<String> failure = console.failure();
        failure.ifPresent(why -> console.error("standard output cannot be written: " + why
                + "; the output is missing or cut short: send it elsewhere"));
        return failure.isPresent() && code == Exit.OK ? Exit.USAGE : code;
    }

    /** An empty name is the working folder to Java, which nobody means who writes it. */
    private static Path path(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("\"" + text + "\" names no file or folder; is a variable not set?");
        }
        return Path.of(text);
    }

    /** One line on what is wrong, one on what to do. */
    private static int usage(ParameterException error, Console console) {
        if (error.getCause() instanceof UsageException cause) {
            return ErrorReporter.report(cause, console, false, false);
        }
        StringBuilder message = new StringBuilder();
        if (error instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            String wrong = unmatched.getUnmatched().getFirst();
            List<String> options = List.copyOf(
                    error.getCommandLine().getCommandSpec().optionsMap().keySet());
            message.append("there is no option ").append(wrong).append(Suggestions.hint(wrong, options));
        } else if (error instanceof UnmatchedArgumentException unmatched) {
            String wrong = unmatched.getUnmatched().getFirst();
            List<String> commands =
                    List.copyOf(error.getCommandLine().getSubcommands().keySet());
            message.append(commands.isEmpty() ? "one argument too many: " : "there is no command ")
                    .append(wrong)
                    .append(Suggestions.hint(wrong, commands));
        } else {
            message.append(error.getMessage());
        }
        message.append("\n`")
                .append(error.getCommandLine().getCommandSpec().qualifiedName())
                .append(" --help` says more");
        console.error(message.toString());
        return Exit.USAGE;
    }

    /** Gives the command what it needs, besides its options. Guice starts only here: help does not wait for it. */
    private static void wire(ParseResult parsed, Console console, Catalog catalog, PluginPath plugins, Module module) {
        List<CommandLine> given = parsed.asCommandLineList();
        boolean help = given.stream().anyMatch(line -> line.isUsageHelpRequested() || line.isVersionHelpRequested());
        if (help || given.size() == 1) {
            return;
        }
        Guice.createInjector(Stage.DEVELOPMENT, module, binder -> {
                    binder.bind(Console.class).toInstance(console);
                    binder.bind(Catalog.class).toInstance(catalog);
                    newOptionalBinder(binder, PluginPath.class).setBinding().toInstance(plugins);
                    newOptionalBinder(binder, PluginFailures.class).setBinding().toInstance(console::error);
                })
                .injectMembers(given.getLast().getCommand());
    }
}
