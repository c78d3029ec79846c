package dev.tenon.experiments.cli;

import dev.tenon.api.settings.Configurable;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Metric;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.ServiceEntry;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.schema.FileKey;
import dev.tenon.experiments.settings.SettingText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Everything that an experiment file can hold, as a page in Markdown: its keys, and the settings of every service. */
final class ReferencePage {

    private static final String INTRODUCTION = """
            # Reference of the experiment file

            Every key and every layer, loss, metric, data set, … with its settings. This page is printed by
            `tenon describe --markdown`, which includes the plugins that are installed; `tenon describe NAME` shows one entry, and
            `tenon schema` gives the same to an editor.

            An experiment file has the keys `experiment` (its name), `question` (shown with the result) and those below.
            """;

    private ReferencePage() {}

    /** The page, its lines ended by {@code \n}. */
    static String of(Services services) {
        List<String> lines = new ArrayList<>(INTRODUCTION.lines().toList());
        lines.addAll(List.of("", "Contents: [keys](#keys)"));
        for (Kind kind : Kind.values()) {
            lines.add("· [" + kind.plural() + "](#" + kind.plural().replace(' ', '-') + ")");
        }
        lines.addAll(List.of("", "## Keys"));
        for (FileKey key : FileKey.values()) {
            lines.addAll(List.of("", "### " + key.key(), "", key.about()));
            if (!key.more().isEmpty()) {
                lines.add(key.more());
            }
            table(key.settings(), lines);
            lines.addAll(List.of("", "```yaml"));
            lines.addAll(key.example().lines().toList());
            lines.add("```");
        }
        for (Kind kind : Kind.values()) {
            lines.addAll(List.of("", "## " + capital(kind.plural())));
            services.all().stream()
                    .filter(offer -> offer.kind() == kind)
                    .sorted(Comparator.comparing(ServiceEntry::type))
                    .forEach(offer -> service(offer, lines));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void service(ServiceEntry offer, List<String> lines) {
        lines.addAll(List.of("", "### " + offer.type(), ""));
        Describe words = offer.instance().getClass().getAnnotation(Describe.class);
        String about = words == null ? "" : capital(words.value());
        if (offer.instance() instanceof Metric<?> metric) {
            about += metric.higherIsBetter() ? " Higher is better." : " Lower is better.";
        }
        if (!about.isBlank()) {
            lines.add(about.strip());
        }
        if (offer.instance() instanceof Configurable<?> configurable) {
            table(SettingText.of(configurable.settings()), lines);
        }
    }

    private static void table(List<SettingText> settings, List<String> lines) {
        if (settings.isEmpty()) {
            return;
        }
        lines.addAll(List.of("", "| key | value | default | meaning |", "| --- | --- | --- | --- |"));
        for (SettingText setting : settings) {
            lines.add("| `" + setting.key() + "` | " + cell(setting.takes()) + " | " + fallback(setting) + " | "
                    + cell(setting.description()) + " |");
        }
    }

    private static String fallback(SettingText setting) {
        if (setting.required()) {
            return "required";
        }
        return setting.fallback().map(text -> "`" + cell(text) + "`").orElse("");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
