package dev.tenon.experiments.schema;

import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.settings.Binder;
import dev.tenon.experiments.settings.KebabCase;
import dev.tenon.experiments.settings.Setting;
import dev.tenon.experiments.settings.Shorthands;
import dev.tenon.experiments.settings.Types;
import dev.tenon.experiments.yaml.PlainValues;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * What settings records take, as JSON Schema. It follows {@link Binder} case by case over the same {@link Types}, and
 * takes whatever that takes: a record without a shorthand's length, say, is left to `tenon check`. (No generator of
 * schemas from classes is used: it would read fields, which do not carry the annotations of record components, and every
 * one of these types would be an exception to its rules.)
 */
final class SettingsSchema {

    /** What the definition of settings without a type is called, after the kind's. */
    static final String CHANGES = "-changes";

    private final Function<Kind, String> definitions;

    /**
     * A writer.
     *
     * @param definitions the definition of a service of some kind with its settings
     */
    SettingsSchema(Function<Kind, String> definitions) {
        this.definitions = definitions;
    }

    /** The settings of a record by key, with descriptions and defaults. */
    Map<String, ObjectNode> properties(Class<? extends Record> type) {
        Map<String, ObjectNode> properties = new LinkedHashMap<>();
        for (Setting setting : Setting.of(type)) {
            properties.put(setting.key(), property(setting));
        }
        return properties;
    }

    /** The keys that must be given. */
    static List<String> required(Class<? extends Record> type) {
        return Setting.of(type).stream()
                .filter(Setting::required)
                .map(Setting::key)
                .toList();
    }

    private ObjectNode property(Setting setting) {
        ObjectNode node = of(setting.type(), setting.range());
        if (setting.defaultText().isPresent() && Types.of(setting.type()) instanceof Types.PartOf part) {
            node = changeable(part.kind());
        }
        ObjectNode described = SchemaNodes.described(node, sentence(setting.description()));
        if (described.has("$ref")) {
            return described;
        }
        setting.defaultText()
                .ifPresent(text -> described.set("default", SchemaNodes.value(PlainValues.of(Binder.parse(text)))));
        return described;
    }

    /** A part, or, without its type, changes of the settings that there are without it. */
    ObjectNode changeable(Kind kind) {
        String definition = definitions.apply(kind);
        return SchemaNodes.anyOf(
                List.of(SchemaNodes.reference(definition), SchemaNodes.reference(definition + CHANGES)));
    }

    private static String sentence(String description) {
        return description.isEmpty()
                ? ""
                : Character.toUpperCase(description.charAt(0))
                        + description.substring(1)
                        + (description.endsWith(".") ? "" : ".");
    }

    private ObjectNode of(Type type, Optional<Range> range) {
        return switch (Types.of(type)) {
            case Types.Maybe maybe -> SchemaNodes.orNothing(of(maybe.of(), range));
            case Types.ListOf list -> SchemaNodes.list(of(list.of(), range));
            case Types.MapOf map -> SchemaNodes.mapOf(SchemaNodes.object(), of(map.of(), Optional.empty()));
            case Types.PartOf part -> SchemaNodes.reference(definitions.apply(part.kind()));
            case Types.Settings settings -> settings(settings.type(), range);
            case Types.Anything _ -> SchemaNodes.object();
            case Types.Whole _ -> bounded(SchemaNodes.typed("integer"), range);
            case Types.Decimal _ -> bounded(SchemaNodes.typed("number"), range);
            case Types.Truth _ -> SchemaNodes.typed("boolean");
            case Types.Text _ -> SchemaNodes.text();
            case Types.FilePath _ -> SchemaNodes.text();
            case Types.Choice choice ->
                SchemaNodes.oneOf(
                        choice.constants().stream().map(KebabCase::ofEnum).toList());
        };
    }

    private static ObjectNode bounded(ObjectNode number, Optional<Range> range) {
        if (range.isPresent()) {
            Range bounds = range.get();
            if (bounds.min() != Double.NEGATIVE_INFINITY) {
                number.set(bounds.above() ? "exclusiveMinimum" : "minimum", bound(bounds.min()));
            }
            if (bounds.max() != Double.POSITIVE_INFINITY) {
                number.set(bounds.below() ? "exclusiveMaximum" : "maximum", bound(bounds.max()));
            }
        }
        return number;
    }

    private static tools.jackson.databind.JsonNode bound(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return SchemaNodes.value(whole ? (Object) (long) value : (Object) value);
    }

    /** A record: its shorthands, or a map of its settings. */
    private ObjectNode settings(Class<? extends Record> type, Optional<Range> range) {
        List<ObjectNode> ways = new ArrayList<>();
        for (Method shorthand : Shorthands.of(type)) {
            // What a shorthand makes of its number is its own affair, but for Size, whose numbers stay what they are.
            Optional<Range> same = type == Size.class ? range : Optional.empty();
            ways.add(of(shorthand.getGenericParameterTypes()[0], same));
        }
        Map<String, ObjectNode> properties = new LinkedHashMap<>();
        for (Setting setting : Setting.of(type)) {
            properties.put(
                    setting.key(),
                    setting.range().isPresent() || range.isEmpty() ? property(setting) : of(setting.type(), range));
        }
        ways.add(SchemaNodes.closed(properties, required(type)));
        return SchemaNodes.anyOf(ways);
    }
}
