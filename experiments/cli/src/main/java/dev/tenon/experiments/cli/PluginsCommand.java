package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Offer;
import dev.tenon.experiments.plugin.Plugin;
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
            "Lists everything that an experiment file can name, and the jars of plugins.",
            "Beside each thing stand the module and jar that provide it and the version of the api that these were built for,",
            "beside each jar its SHA-256 digest.",
            "",
            "A plugin is a jar, or a folder of a jar and its dependencies, in the folder `plugins` of an installed Tenon, in",
            "~/.tenon/plugins, in a folder that TENON_PLUGINS lists, or in one that --plugins names. It is code that you",
            "trust: it may do whatever you may. None of it runs before an experiment names what it provides."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon plugins", "  tenon plugins --plugins ~/downloads", "  tenon describe conv2d"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:All that is there can be used.", "2:Some jar cannot; a line says why, and what to do."})
final class PluginsCommand implements Callable<Integer> {

    @Inject
    private Console console;

    @Inject
    private Services services;

    @Override
    public Integer call() {
        Columns table = new Columns("kind", "name", "module", "version", "api", "jar");
        for (Kind kind : Kind.values()) {
            for (Offer offer : services.all(kind)) {
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
