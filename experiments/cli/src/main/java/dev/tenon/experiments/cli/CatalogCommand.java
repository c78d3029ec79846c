package dev.tenon.experiments.cli;

import dev.tenon.experiments.read.PlanReader;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tenon catalog}. */
@Command(
        name = "catalog",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the built-in experiments, or prints one as a starting point.",
        footerHeading = "%nExamples:%n",
        footer = {"  tenon catalog", "  tenon catalog digits >mine.yaml"})
final class CatalogCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The experiment to print.")
    private @Nullable String name;

    @Inject
    private Console console;

    @Inject
    private Catalog catalog;

    @Inject
    private Provider<PlanReader> reader;

    @Override
    public Integer call() throws IOException {
        if (name != null) {
            console.out().print(Files.readString(catalog.file(name)));
            return Exit.OK;
        }
        if (catalog.names().isEmpty()) {
            throw new UsageException("this installation has no catalog folder; give `tenon run` the path of a file");
        }
        for (String each : catalog.names()) {
            console.out().println(each);
            console.out()
                    .println("    "
                            + reader.get()
                                    .read(catalog.file(each), java.util.List.of())
                                    .first()
                                    .question());
        }
        return Exit.OK;
    }
}
