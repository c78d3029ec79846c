package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.PluginPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code tenon}: what all {@link Commands} have in common. */
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
            "  tenon catalog                        list the built-in experiments",
            "  tenon run ten-from-one-and-zero      is \"10\" better learned whole or composed?",
            "  tenon check mine.yaml                find all errors in a file, without running it",
            "  tenon run --help                     show the options of a command"
        })
final class TenonCommand implements Runnable {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show the log, and stack traces of errors.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Show results and errors only, no progress.")
    private boolean quiet;

    @Option(
            names = "--plugins",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = {
                "Additional plugin folder; each jar, or folder with a jar and its dependencies, is a plugin.",
                "Plugins are code that you trust: they run with your permissions. Repeatable."
            })
    void pluginsFrom(@Nullable List<Path> folders) {
        add(plugins, folders);
    }

    /** What was given before the command, and what after: picocli has one list for each of the two places. */
    private final List<List<Path>> plugins = new ArrayList<>();

    @Option(
            names = "--allow-plugins",
            paramLabel = "SHA256",
            split = ",",
            scope = ScopeType.INHERIT,
            description = "Load only plugin jars with these SHA-256 digests. Repeatable.")
    void allow(@Nullable List<String> digests) {
        add(allowed, digests);
    }

    private final List<List<String>> allowed = new ArrayList<>();

    @SuppressWarnings("ReferenceEquality") // Two lists may hold the same and yet be two.
    private static <T> void add(List<List<T>> all, @Nullable List<T> more) {
        // The list grows after it was handed over, and is handed over again.
        if (more != null && all.stream().noneMatch(each -> each == more)) {
            all.add(more);
        }
    }

    private static <T> List<T> joined(List<List<T>> all) {
        return all.stream().flatMap(List::stream).toList();
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** All that was typed, for the record of a run. */
    List<String> arguments() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }

    boolean verbose() {
        return verbose;
    }

    boolean quiet() {
        return quiet;
    }

    /** The usual places, and what the options say. */
    PluginPath plugins(PluginPath usual) {
        PluginPath path = usual.and(joined(plugins).stream()
                .map(folder -> new PluginPath.Place(folder, Optional.of("--plugins")))
                .toList());
        return allowed.isEmpty() ? path : path.allowing(digests(joined(allowed)));
    }

    /** The options by which another process finds the plugins that this one finds. */
    List<String> pluginOptions() {
        List<String> options = new ArrayList<>();
        joined(plugins).forEach(folder -> options.addAll(List.of("--plugins", folder.toString())));
        if (!allowed.isEmpty()) {
            options.addAll(List.of("--allow-plugins", String.join(",", joined(allowed))));
        }
        return options;
    }

    private static List<String> digests(List<String> given) {
        List<String> digests = new ArrayList<>();
        for (String text : given) {
            String digest = text.strip().toLowerCase(Locale.ROOT);
            if (!DIGEST.matcher(digest).matches()) {
                throw new UsageException("--allow-plugins takes SHA-256 digests, 64 hexadecimal digits each, not \""
                        + text + "\"; `tenon plugins` shows those of the jars that are there");
            }
            digests.add(digest);
        }
        return digests;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
