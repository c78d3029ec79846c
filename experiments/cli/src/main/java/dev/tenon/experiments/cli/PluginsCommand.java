package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Plugin;
import dev.tenon.experiments.plugin.ServiceEntry;
import dev.tenon.experiments.plugin.Services;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tenon plugins}. */
@Command(
        name = "plugins",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists everything that an experiment file can name, and all plugin jars.",
            "Shows the module and jar that provide each entry, the API version they were built for,",
            "and the SHA-256 digest of each jar.",
            "",
            "A plugin is a jar, or a folder with a jar and its dependencies, in the folder `plugins` of the "
                    + "installation, in",
            "~/.tenon/plugins, in a folder listed in TENON_PLUGINS, or in a folder given by --plugins. Plugins are "
                    + "code that you",
            "trust: they run with your permissions. No plugin code runs until an experiment refers to it."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon plugins", "  tenon plugins --plugins ~/downloads", "  tenon describe conv2d"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:All plugins can be used.", "2:Some jar cannot be used; a line says why and what to do."})
final class PluginsCommand implements Callable<Integer> {

    @Inject
    private Console console;

    @Inject
    private Services services;

    @Override
    public Integer call() {
        Columns table = new Columns("kind", "name", "module", "version", "api", "jar");
        for (Kind kind : Kind.values()) {
            for (ServiceEntry offer : services.all(kind)) {
                table.row(
                        kind.noun(),
                        offer.type(),
                        offer.origin().module(),
                        offer.origin().version().orElse(""),
                        offer.origin().api().orElse(""),
                        offer.origin()
                                .location()
                                .map(Path::getFileName)
                                .map(Path::toString)
                                .orElse(""));
            }
        }
        table.lines("").forEach(console.out()::println);
        for (Plugin plugin : services.plugins()) {
            console.out().println();
            console.out().println(plugin.place() + (plugin.jars().size() == 1 ? "" : ":"));
            plugin.jars()
                    .forEach(jar -> console.out()
                            .println("  sha256 " + jar.sha256()
                                    + (jar.path().equals(plugin.place()) ? "" : "  " + jar.file())));
        }
        return services.failures().isEmpty() ? Exit.OK : Exit.USAGE;
    }
}
