package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Offer;
import dev.tenon.experiments.plugin.Services;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tenon plugins}. */
@Command(
        name = "plugins",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists everything that an experiment file can name, and the module that provides it.",
        footerHeading = "%nExamples:%n",
        footer = {"  tenon plugins", "  tenon describe conv2d"})
final class PluginsCommand implements Callable<Integer> {

    @Inject
    private Console console;

    @Inject
    private Services services;

    @Override
    public Integer call() {
        Columns table = new Columns("kind", "name", "module", "version");
        for (Kind kind : Kind.values()) {
            for (Offer service : services.all(kind)) {
                table.row(
                        kind.noun(),
                        service.type(),
                        service.origin().module(),
                        service.origin().version().orElse(""));
            }
        }
        table.lines("").forEach(console.out()::println);
        services.failures().forEach(console::error);
        return services.failures().isEmpty() ? Exit.OK : Exit.USAGE;
    }
}
