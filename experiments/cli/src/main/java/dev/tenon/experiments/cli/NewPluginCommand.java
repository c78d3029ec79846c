package dev.tenon.experiments.cli;

import dev.tenon.experiments.author.NameException;
import dev.tenon.experiments.author.PluginName;
import dev.tenon.experiments.author.Template;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.plugin.Suggestions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon new-plugin}. */
@Command(
        name = "new-plugin",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Creates a small working Maven project for a plugin, with a test, as a starting point.",
            "The folder's name becomes the plugin's name in experiment files."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon new-plugin layer soft-sign",
            "  tenon new-plugin optimizer ~/plugins/my-adam --package org.lab.myadam"
        })
final class NewPluginCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description =
                    "layer, layer-with-weights, optimizer, dataset, loss, penalty, metric, schedule, initializer, augmentation, analysis, "
                            + "report-section, tracker, launcher or backend.")
    private String kind = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "The project folder; new or empty.")
    private Path folder = Path.of("");

    @Option(
            names = "--package",
            paramLabel = "NAME",
            description = "Java package and module name (default: com.example and the plugin's name).")
    private @Nullable String packageName;

    @Inject
    private Console console;

    @Inject
    private Services services;

    @Override
    public Integer call() {
        Template template = Template.of(kind)
                .orElseThrow(() -> new UsageException("there is no template \"" + kind + "\""
                        + Suggestions.hintAndList(kind, Template.words(), "There are", "")));
        Path target = folder.toAbsolutePath().normalize();
        refuseTaken(target);
        Map<String, String> files = files(template, String.valueOf(target.getFileName()));
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = target.resolve(file.getKey());
                Files.createDirectories(Optional.ofNullable(path.getParent()).orElse(target));
                Files.writeString(path, file.getValue());
                if (file.getValue().startsWith("#!") && !path.toFile().setExecutable(true)) {
                    throw new IOException(path + " cannot be made a program");
                }
            }
        } catch (IOException e) {
            throw new UsageException(folder + ": cannot be written: " + e.getMessage());
        }
        String name = String.valueOf(target.getFileName());
        console.out()
                .println("wrote " + template.kind().noun() + " " + name + " to " + folder
                        + "; its README.md explains the files");
        console.out()
                .println("next: cd " + folder + " && ./mvnw -o verify && cp target/" + name + "-1.0.0.jar"
                        + " ~/.tenon/plugins/");
        return Exit.OK;
    }

    private Map<String, String> files(Template template, String type) {
        try {
            PluginName name = PluginName.of(type, Optional.ofNullable(packageName));
            services.find(template.kind(), type).ifPresent(taken -> {
                throw new UsageException("there is a " + template.kind().noun() + " " + type + " already, of "
                        + taken.origin() + "; give yours another name");
            });
            return template.files(name);
        } catch (NameException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void refuseTaken(Path target) {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new UsageException(folder + ": is a file; give a folder that is new or empty");
        }
        try (Stream<Path> inside = Files.list(target)) {
            if (inside.findAny().isPresent()) {
                throw new UsageException(folder + ": is not empty; give a folder that is new or empty");
            }
        } catch (IOException e) {
            throw new UsageException(folder + ": cannot be read: " + e.getMessage());
        }
    }
}
