package dev.tenon.experiments.cli;

import com.google.inject.Module;
import dev.tenon.experiments.inject.RunnerModule;
import dev.tenon.experiments.plugin.PluginPath;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a command line left behind.
 *
 * @param code the exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Cli(int code, String out, String err) {

    /** The experiments that ship; Maven runs tests in the folder of their module. */
    static final Catalog CATALOG = new Catalog(Optional.of(Path.of("../catalog")));

    /** Runs a command line in this process, its streams no terminals. */
    static Cli run(Object... args) {
        return run(new RunnerModule(), args);
    }

    /** Runs a command line with other parts. */
    static Cli run(Module module, Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, false, true);
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int code = Main.execute(console, CATALOG, PluginPath.none(), module, words);
        return new Cli(code, out.toString(), err.toString());
    }
}
