package dev.tenon.experiments.read;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.settings.SettingsWriter;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.Scalars;
import java.util.List;

/** Whether {@code compare.law} names numbers that vary enough. */
final class LawCheck {

    private static final int FEWEST = 3;

    private LawCheck() {}

    /**
     * Records a mistake for each name that is of no such number.
     *
     * @param vary the factors as written
     */
    static void check(Mapping compare, Mapping vary, Problems problems) {
        if (compare.get("law").orElse(compare) instanceof Mapping law && compare.has("law")) {
            check(law, "factor", vary, problems);
            check(law, "across", vary, problems);
        }
    }

    private static void check(Mapping law, String key, Mapping vary, Problems problems) {
        // That it is no text is said by the reader of `compare`.
        if (!(law.get(key).orElse(law) instanceof Scalar name) || name.isNull()) {
            return;
        }
        String setting = name.text();
        if (!vary.has(setting)) {
            problems.add(
                    name.mark(),
                    "`" + key + "` in `law` names \"" + Scalars.shortened(setting) + "\", which does not vary"
                            + (vary.entries().isEmpty()
                                    ? "; nothing does: `design.vary` lists the values of what varies"
                                    : Suggestions.hintAndList(
                                            setting, vary.keys(), "What varies is", "see `design.vary`")));
        } else if (vary.get(setting).orElse(vary) instanceof Sequence values) {
            List<String> levels =
                    values.items().stream().map(SettingsWriter::shown).toList();
            boolean numbers = values.items().stream()
                    .allMatch(value -> Expression.is(value) || isPositive(SettingsWriter.shown(value)));
            if (!numbers || levels.size() < FEWEST) {
                problems.add(
                        name.mark(),
                        "a law over \"" + setting + "\" needs at least " + FEWEST + " numbers above 0 of it in"
                                + " `design.vary`, not " + String.join(", ", levels));
            }
        }
    }

    private static boolean isPositive(String text) {
        try {
            double value = Double.parseDouble(text);
            return value > 0 && Double.isFinite(value);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
