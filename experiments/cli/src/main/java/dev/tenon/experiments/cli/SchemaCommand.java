package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.schema.ExperimentSchema;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tenon schema}. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints the JSON Schema of experiment files, for completion and checking in editors.",
            "It covers everything that is installed, plugins included.",
            "",
            "Editors with the YAML language server (VS Code, IntelliJ, Neovim, …) read it from the first line of a file:",
            "  # yaml-language-server: $schema=tenon.schema.json"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon schema >tenon.schema.json"})
final class SchemaCommand implements Callable<Integer> {

    @Inject
    private Console console;

    @Inject
    private Services services;

    @Override
    public Integer call() {
        ExperimentSchema schema = ExperimentSchema.of(services);
        console.out().print(schema.text());
        schema.leftOut().forEach(console::error);
        return schema.leftOut().isEmpty() && services.failures().isEmpty() ? Exit.OK : Exit.USAGE;
    }
}
