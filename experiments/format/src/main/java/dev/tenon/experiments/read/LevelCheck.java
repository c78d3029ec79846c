package dev.tenon.experiments.read;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.settings.SettingsWriter;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.Scalars;
import java.util.List;

/** Whether {@code compare.at} names settings that vary, and levels that they take. */
final class LevelCheck {

    private LevelCheck() {}

    /**
     * Records a mistake for each name and each level that is none.
     *
     * @param vary the factors as written
     */
    static void check(Mapping compare, Mapping vary, Problems problems) {
        // That `at` is no map is said by the reader of `compare`.
        List<Entry> named = compare.get("at")
                .filter(Mapping.class::isInstance)
                .map(at -> ((Mapping) at).entries())
                .orElse(List.of());
        for (Entry entry : named) {
            String setting = entry.key().text();
            if (!vary.has(setting)) {
                problems.add(
                        entry.key().mark(),
                        "`at` names \"" + Scalars.shortened(setting) + "\", which does not vary"
                                + (vary.entries().isEmpty()
                                        ? "; nothing does: `design.vary` lists the levels of what varies"
                                        : Suggestions.hintAndList(
                                                setting, vary.keys(), "What varies is", "see `design.vary`")));
            } else if (vary.get(setting).orElse(vary) instanceof Sequence levels) {
                List<String> known =
                        levels.items().stream().map(SettingsWriter::shown).toList();
                String level = SettingsWriter.shown(entry.value());
                if (levels.items().stream().anyMatch(Expression::is)) {
                    problems.add(
                            entry.key().mark(),
                            "`at` cannot name \"" + setting
                                    + "\", whose levels in `design.vary` are worked out of other"
                                    + " settings; name those");
                } else if (!known.contains(level)) {
                    problems.add(
                            entry.value().mark(),
                            "\"" + setting + "\" in `at` is one of the levels that it takes in `design.vary`, "
                                    + String.join(", ", known) + "; not " + Scalars.shortened(level));
                }
            }
        }
    }

    /** The same of the setting that {@code compare.ranks} names, whose levels are data sets. */
    static void ranks(Mapping compare, Mapping vary, List<String> arms, Problems problems) {
        if (!(compare.get("ranks").orElse(compare) instanceof Node.Scalar name) || name.isNull()) {
            return;
        }
        if (!vary.has(name.text())) {
            problems.add(
                    name.mark(),
                    "`ranks` names \"" + Scalars.shortened(name.text()) + "\", which does not vary"
                            + Suggestions.hintAndList(name.text(), vary.keys(), "What varies is", "see `design.vary`"));
        } else if (arms.size() < 2
                || (vary.get(name.text()).orElse(vary) instanceof Sequence levels
                        && levels.items().size() < 2)) {
            problems.add(name.mark(), "to rank arms over data sets takes at least two arms and two data sets");
        }
    }
}
