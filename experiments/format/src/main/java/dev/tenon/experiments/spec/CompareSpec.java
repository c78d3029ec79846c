package dev.tenon.experiments.spec;

import dev.tenon.api.data.Split;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.experiments.settings.KebabCase;
import dev.tenon.experiments.settings.SettingsWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How arms are compared. */
@Describe("How arms are compared.")
public record CompareSpec(
        @Describe("the metric that decides, such as test.accuracy") @Default("test.accuracy")
        String primary,

        @Describe("further metrics to report, such as test.auroc") @Default("[]")
        List<String> metrics,

        @Describe("metrics with a name, settings, another layer or another column, such as {parts: {metric: auroc, of: "
                + "parts-head, against: digits}}; `primary` and `metrics` refer to it as test.parts")
        Optional<Map<String, MeasureSpec>> measures,

        @Describe("the reference arm that all others are compared with (default: the first)")
        Optional<String> against,

        @Describe(
                "levels of varied settings that the verdict is about, such as {train.examples: 100}; varied settings that "
                        + "are not named are averaged over, with equal weight for each level")
        @Default("{}")
        Map<String, Object> at,

        @Describe("the confidence level of intervals") @Default("0.95") @Range(min = 0.5, max = 0.9999)
        double confidence,

        @Describe("the smallest difference that matters, in units of the primary metric")
        @Default("0.0")
        @Range(min = 0)
        double relevant,

        @Describe("what should be equal between arms: the report states any mismatch with the arm `against`")
        @Default("nothing")
        Match match,

        @Describe(
                "how much a label of a part counts beside one of a whole: 0 is free, 1 counts it alike, and 0.1 takes ten for one"
                        + " (default: 1); labels of wholes are those that the first loss of an arm's last stage compares with, labels"
                        + " of parts those of other columns and of other data sets")
        @Range(min = 0, max = 1)
        Optional<Double> partLabels,

        @Describe(
                "for an arm, the setting to solve for: the whole number that brings the arm's parameters or multiply-adds (see `match`)"
                        + " nearest to those of the arm `against`, such as {composed: layers.features.filters}; a list of settings gets"
                        + " one number")
        Optional<Map<String, WidthSpec>> widths,

        @Describe(
                "a law to fit to how the primary metric changes with a varied number, such as {factor: train.examples}")
        Optional<LawSpec> law,

        @Describe("a varied setting whose levels are data sets, such as defaults.data; arms are ranked on each of them")
        Optional<String> ranks,

        @Describe("when arms are stopped before all seeds are run (default: never)")
        Optional<StopSpec> stop,

        @Describe(
                "whether to compare all pairs of arms too, in a separate table; verdicts are still those against the arm `against` (default: false)")
        Optional<Boolean> pairs) {

    /** What arms should have alike. */
    public enum Match {
        NOTHING,
        PARAMETERS,
        MULTIPLY_ADDS,
        STEPS,
        EXAMPLES,
        LABELS;

        /** Whether the width of a network changes it. */
        public boolean isOfSize() {
            return this == PARAMETERS || this == MULTIPLY_ADDS;
        }

        /** As in a sentence. */
        public String words() {
            return KebabCase.ofEnum(this);
        }
    }

    public CompareSpec {
        if (widths.isPresent() && !match.isOfSize()) {
            throw new IllegalArgumentException(
                    "`widths` are found so that arms have equal parameters or multiply-adds, but `match` is "
                            + match.words() + "; write match: parameters or match: multiply-adds");
        }
        if (partLabels.isPresent() && match == Match.EXAMPLES) {
            throw new IllegalArgumentException(
                    "`part-labels` charges arms labels, but `match` asks for equal examples; write match: labels");
        }
        if (stop.isPresent() && stop.get().hopeless() > 0 && relevant == 0) {
            throw new IllegalArgumentException(
                    "`hopeless` needs the smallest difference that matters; write it, for example relevant: 0.01");
        }
    }

    /** The widths that are found, by arm. */
    public Map<String, WidthSpec> solved() {
        return widths.orElse(Collections.emptyMap());
    }

    /** The same with other widths. */
    public CompareSpec solving(Map<String, WidthSpec> others) {
        return new CompareSpec(
                primary,
                metrics,
                measures,
                against,
                at,
                confidence,
                relevant,
                match,
                partLabels,
                Optional.of(others),
                law,
                ranks,
                stop,
                pairs);
    }

    /** The same as the file asks it, whatever widths were found. */
    public CompareSpec asked() {
        Map<String, WidthSpec> plain = new LinkedHashMap<>();
        solved().forEach((arm, width) -> plain.put(arm, WidthSpec.of(width.of())));
        return widths.isEmpty() ? this : solving(plain);
    }

    /** A measure of the file's own, by its name without a split. */
    public Optional<MeasureSpec> own(String measure) {
        return Optional.ofNullable(measures.orElse(Collections.emptyMap()).get(measure));
    }

    /** The split that a name such as {@code test.accuracy} starts with. */
    public static Split split(String name) {
        return Split.valueOf(name.substring(0, name.indexOf('.')).toUpperCase(Locale.ROOT));
    }

    /** The levels that {@link #at} names, as a cell has them. */
    public Map<String, String> levels() {
        Map<String, String> levels = new LinkedHashMap<>();
        at.forEach((setting, level) -> levels.put(setting, SettingsWriter.shown(level)));
        return levels;
    }

    /** The same with another arm that others are compared with. */
    public CompareSpec against(Optional<String> arm) {
        return new CompareSpec(
                primary,
                metrics,
                measures,
                arm,
                at,
                confidence,
                relevant,
                match,
                partLabels,
                widths,
                law,
                ranks,
                stop,
                pairs);
    }

    /** The same of other metrics. */
    public CompareSpec measuring(String first, List<String> others) {
        return new CompareSpec(
                first,
                others,
                measures,
                against,
                at,
                confidence,
                relevant,
                match,
                partLabels,
                widths,
                law,
                ranks,
                stop,
                pairs);
    }
}
