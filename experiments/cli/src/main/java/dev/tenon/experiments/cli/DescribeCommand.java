package dev.tenon.experiments.cli;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.settings.Configurable;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Metric;
import dev.tenon.experiments.plugin.Nearest;
import dev.tenon.experiments.plugin.Offer;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.schema.FileKey;
import dev.tenon.experiments.settings.SettingText;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tenon describe}. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says what a layer, loss, optimizer, data set, … does, and the settings it takes.",
            "The same of the keys of a file: data, defaults, arms, stages, layers, train, design, compare and report."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon describe conv2d", "  tenon describe digit-scenes", "  tenon describe train"})
final class DescribeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Its name in a file; `tenon plugins` lists all.")
    private String name = "";

    @Inject
    private Console console;

    @Inject
    private Services services;

    @Override
    public Integer call() {
        List<Offer> found = services.all().stream()
                .filter(offer -> offer.type().equals(name))
                .toList();
        Optional<FileKey> key = FileKey.of(name);
        key.ifPresent(known -> lines(known).forEach(console.out()::println));
        if (found.isEmpty() && key.isEmpty()) {
            List<String> names = Stream.concat(
                            services.all().stream().map(Offer::type),
                            Arrays.stream(FileKey.values()).map(FileKey::key))
                    .distinct()
                    .toList();
            throw new UsageException("nothing is named \"" + name + "\""
                    + Nearest.hintAndList(name, names, "There are", "`tenon plugins` lists all")
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

    private static List<String> lines(Offer service) {
        List<String> lines = new ArrayList<>();
        lines.add(service.kind().noun() + " " + service.type() + "  (" + service.origin() + ")");
        Describe words = service.instance().getClass().getAnnotation(Describe.class);
        if (words != null) {
            lines.add(words.value());
        }
        if (service.instance() instanceof Metric<?> metric) {
            lines.add(metric.higherIsBetter() ? "More is better." : "Less is better.");
        }
        switch (service.instance()) {
            case Configurable<?> configurable -> lines.addAll(settings(configurable));
            case Backend backend -> lines.add(availability(backend));
            default -> throw new IllegalArgumentException(service + " is no service");
        }
        return lines;
    }

    private static String availability(Backend backend) {
        return switch (backend.probe()) {
            case Availability.Ready ready -> "It can run here, on " + String.join(", ", ready.devices()) + ".";
            case Availability.Unavailable no -> "It cannot run here: " + no.reason() + "; " + no.remedy();
        };
    }

    private static List<String> settings(Configurable<?> configurable) {
        List<SettingText> settings = SettingText.of(configurable.settings());
        if (settings.isEmpty()) {
            return List.of("It has no settings.");
        }
        List<String> lines = new ArrayList<>(List.of("", "Settings:"));
        lines.addAll(settings(settings));
        return lines;
    }

    private static List<String> settings(List<SettingText> settings) {
        List<String> lines = new ArrayList<>();
        for (SettingText setting : settings) {
            lines.add("  " + setting.key() + "  " + setting.takes()
                    + setting.otherwise()
                            .map(text -> "; " + text + " if not given")
                            .orElse("; must be given"));
            if (!setting.description().isEmpty()) {
                lines.add("      " + setting.description());
            }
        }
        return lines;
    }
}
