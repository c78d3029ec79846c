package dev.tenon.experiments.settings;

import dev.tenon.api.settings.Range;
import java.util.List;
import java.util.Optional;

/**
 * A setting of a service as a user sees it, in words.
 *
 * @param key its name in a file
 * @param takes what is written there, as {@code a whole number}, with its bounds
 * @param required whether a file must have it
 * @param fallback what it is when the file does not have it; empty for nothing
 * @param description a sentence; may be empty
 */
public record SettingText(String key, String takes, boolean required, Optional<String> fallback, String description) {

    /** The settings of a record, in order. */
    public static List<SettingText> of(Class<? extends Record> settings) {
        return Setting.of(settings).stream().map(SettingText::of).toList();
    }

    private static SettingText of(Setting setting) {
        String takes = Types.of(setting.type()).takes()
                + setting.range().map(SettingText::bounds).orElse("");
        boolean required = !setting.optional() && setting.defaultText().isEmpty();
        return new SettingText(setting.key(), takes, required, setting.defaultText(), setting.description());
    }

    private static String bounds(Range range) {
        boolean lower = range.min() != Double.NEGATIVE_INFINITY;
        boolean upper = range.max() != Double.POSITIVE_INFINITY;
        String from = (range.above() ? "above " : "from ") + number(range.min());
        String to = (range.below() ? "below " : "at most ") + number(range.max());
        if (lower && upper) {
            return ", " + from + (range.below() ? " and below " : " to ") + number(range.max());
        }
        return lower ? ", " + (range.above() ? from : "at least " + number(range.min())) : upper ? ", " + to : "";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
