package dev.tenon.experiments.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import dev.tenon.experiments.inject.RunnerModule;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the process starts. */
public final class Main {

    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        ErrorStream.restore();
        System.exit(execute(Console.system(), Catalog.installed(), new RunnerModule(), args));
    }

    /** Runs a command line. */
    static int execute(Console console, Catalog catalog, Module module, String... args) {
        TenonCommand tenon = new TenonCommand();
        try {
            CommandLine line = new CommandLine(tenon, new Factory(console, catalog, module))
                    .setOut(console.out())
                    .setErr(console.err())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setUsageHelpAutoWidth(false)
                    .setUsageHelpWidth(120)
                    .setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF))
                    .setParameterExceptionHandler((e, given) -> usage(e, console))
                    .setExecutionExceptionHandler((e, failed, result) -> Errors.report(e, console, tenon.verbose()));
            return line.execute(args);
        } catch (RuntimeException | Error e) {
            return Errors.report(e, console, tenon.verbose());
        } finally {
            console.out().flush();
        }
    }

    /** One line on what is wrong, one on what to do. */
    private static int usage(ParameterException error, Console console) {
        if (error.getCause() instanceof UsageException cause) {
            return Errors.report(cause, console, false);
        }
        StringBuilder message = new StringBuilder(String.valueOf(error.getMessage()));
        if (error instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty() && suggestions.size() < 4) {
                message.append("; did you mean ")
                        .append(String.join(" or ", suggestions))
                        .append('?');
            }
        }
        message.append("\n`")
                .append(error.getCommandLine().getCommandSpec().qualifiedName())
                .append(" --help` says more");
        console.error(message.toString());
        return Exit.USAGE;
    }

    /** Makes commands with what they need; Guice starts when the first one is made, so that help does not wait for it. */
    private static final class Factory implements CommandLine.IFactory {

        private final Console console;
        private final Catalog catalog;
        private final Module module;
        private @Nullable Injector injector;

        Factory(Console console, Catalog catalog, Module module) {
            this.console = console;
            this.catalog = catalog;
            this.module = module;
        }

        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (!type.isAnnotationPresent(CommandLine.Command.class)) {
                return CommandLine.defaultFactory().create(type);
            }
            Injector ready = injector;
            if (ready == null) {
                ready = Guice.createInjector(Stage.DEVELOPMENT, module, binder -> {
                    binder.bind(Console.class).toInstance(console);
                    binder.bind(Catalog.class).toInstance(catalog);
                });
                injector = ready;
            }
            return ready.getInstance(type);
        }
    }
}
