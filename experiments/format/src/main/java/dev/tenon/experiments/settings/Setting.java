package dev.tenon.experiments.settings;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A component of a settings record, as a user sees it.
 *
 * @param key its name in a file
 * @param type of the component
 * @param component by which its value is read
 * @param defaultText YAML text, where it has a default
 * @param range the numbers it may take, where they are bounded
 * @param description a sentence for people; may be empty
 */
public record Setting(
        String key,
        Type type,
        RecordComponent component,
        Optional<String> defaultText,
        Optional<Range> range,
        String description) {

    /** The settings of a record, in order. */
    public static List<Setting> of(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).map(Setting::of).toList();
    }

    /** The keys of a record, in order. */
    public static List<String> keys(Class<? extends Record> type) {
        return of(type).stream().map(Setting::key).toList();
    }

    /** The default of a record's setting, where it has one. */
    public static Optional<String> defaultOf(Class<? extends Record> type, String key) {
        return of(type).stream()
                .filter(setting -> setting.key().equals(key))
                .flatMap(setting -> setting.defaultText().stream())
                .findFirst();
    }

    boolean optional() {
        return component.getType() == Optional.class;
    }

    public boolean required() {
        return !optional() && defaultText.isEmpty();
    }

    private static Setting of(RecordComponent component) {
        return new Setting(
                KebabCase.ofComponent(component.getName()),
                component.getGenericType(),
                component,
                Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value),
                Optional.ofNullable(component.getAnnotation(Range.class)),
                Optional.ofNullable(component.getAnnotation(Describe.class))
                        .map(Describe::value)
                        .orElse(""));
    }
}
