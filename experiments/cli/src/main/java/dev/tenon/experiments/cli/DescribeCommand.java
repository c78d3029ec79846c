package dev.tenon.experiments.cli;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.graph.OpSet;
import dev.tenon.api.settings.Configurable;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Metric;
import dev.tenon.experiments.plugin.ServiceEntry;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.schema.FileKey;
import dev.tenon.experiments.settings.SettingText;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon describe}. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Describes a layer, loss, optimizer, data set, … and its settings.",
            "Also describes the keys of an experiment file: data, defaults, arms, stages, layers, train, objective,",
            "sample, analyses, tune, design, compare, measures, report."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon describe conv2d",
            "  tenon describe digit-scenes",
            "  tenon describe train",
            "  tenon describe --markdown >reference.md"
        })
final class DescribeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "The name used in experiment files; `tenon plugins` lists all.")
    private @Nullable String name;

    @Option(names = "--markdown", description = "Print the reference of all keys and services as a page in Markdown.")
    private boolean markdown;

    @Inject
    private Console console;

    @Inject
    private Services services;

    @Override
    public Integer call() {
        if (markdown) {
            console.out().print(ReferencePage.of(services));
            return Exit.OK;
        }
        if (name == null) {
            throw new UsageException("name what to describe, such as conv2d or train; `tenon plugins` lists all names");
        }
        return describe(name);
    }

    private int describe(String name) {
        List<ServiceEntry> found = services.all().stream()
                .filter(offer -> offer.type().equals(name))
                .toList();
        Optional<FileKey> key = FileKey.of(name);
        key.ifPresent(known -> lines(known).forEach(console.out()::println));
        if (found.isEmpty() && key.isEmpty()) {
            List<String> names = Stream.concat(
                            services.all().stream().map(ServiceEntry::type),
                            Arrays.stream(FileKey.values()).map(FileKey::key))
                    .distinct()
                    .toList();
            throw new UsageException("nothing is named \"" + name + "\""
                    + Suggestions.hintAndList(name, names, "There are", "`tenon plugins` lists all")
                    + services.looked());
        }
        for (int i = 0; i < found.size(); i++) {
            if (i > 0 || key.isPresent()) {
                console.out().println();
            }
            lines(found.get(i)).forEach(console.out()::println);
        }
        return Exit.OK;
    }

    private static List<String> lines(FileKey key) {
        List<String> lines = new ArrayList<>(List.of("key " + key.key() + " of a file", key.about()));
        if (!key.more().isEmpty()) {
            lines.add(key.more());
        }
        if (!key.settings().isEmpty()) {
            lines.addAll(List.of("", "Keys in it:"));
            lines.addAll(settings(key.settings()));
        }
        lines.addAll(List.of("", "Example:"));
        key.example().lines().map(line -> "  " + line).forEach(lines::add);
        return lines;
    }

    private static List<String> lines(ServiceEntry service) {
        List<String> lines = new ArrayList<>();
        lines.add(service.kind().noun() + " " + service.type() + "  (" + service.origin() + ")");
        Describe words = service.instance().getClass().getAnnotation(Describe.class);
        if (words != null) {
            lines.add(words.value());
        }
        if (service.instance() instanceof Metric<?> metric) {
            lines.add(metric.higherIsBetter() ? "Higher is better." : "Lower is better.");
        }
        switch (service.instance()) {
            case Configurable<?> configurable -> lines.addAll(settings(configurable));
            case Backend backend -> {
                lines.add(availability(backend));
                lines.add(ops(backend));
            }
            default -> throw new IllegalArgumentException(service + " is not a service");
        }
        return lines;
    }

    private static String availability(Backend backend) {
        return switch (backend.probe()) {
            case Availability.Ready ready -> "Available here on " + String.join(", ", ready.devices()) + ".";
            case Availability.Unavailable no -> "Not available here: " + no.reason() + "; " + no.remedy();
        };
    }

    /** What a backend of an older set lacks is done by what it has. */
    private static String ops(Backend backend) {
        return "Op set " + backend.opSet() + " of " + OpSet.VERSION
                + (backend.opSet() == OpSet.VERSION ? "." : "; newer ops are expanded to older ones.");
    }

    private static List<String> settings(Configurable<?> configurable) {
        List<SettingText> settings = SettingText.of(configurable.settings());
        if (settings.isEmpty()) {
            return List.of("No settings.");
        }
        List<String> lines = new ArrayList<>(List.of("", "Settings:"));
        lines.addAll(settings(settings));
        return lines;
    }

    private static List<String> settings(List<SettingText> settings) {
        List<String> lines = new ArrayList<>();
        for (SettingText setting : settings) {
            lines.add("  " + setting.key() + "  " + setting.takes()
                    + (setting.required() ? " (required)" : "")
                    + setting.fallback().map(text -> " (default: " + text + ")").orElse(""));
            if (!setting.description().isEmpty()) {
                lines.add("      " + setting.description());
            }
        }
        return lines;
    }
}
