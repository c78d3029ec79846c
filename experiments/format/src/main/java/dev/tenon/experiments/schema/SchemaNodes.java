package dev.tenon.experiments.schema;

import dev.tenon.experiments.spec.Keys;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The words of JSON Schema, draft 7, that experiment files need. */
final class SchemaNodes {

    private static final JsonMapper MAPPER = new JsonMapper();

    private SchemaNodes() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode typed(String... types) {
        ObjectNode node = object();
        if (types.length == 1) {
            node.put("type", types[0]);
        } else {
            strings(node.putArray("type"), List.of(types));
        }
        return node;
    }

    /** Any word: one that looks like a number or a truth is a text where a text is wanted. */
    static ObjectNode text() {
        return typed("string", "number", "boolean");
    }

    static ObjectNode name() {
        return matching(Keys.NAME);
    }

    static ObjectNode matching(Pattern whole) {
        return text().put("pattern", "^(" + whole.pattern() + ")$");
    }

    static ObjectNode constant(String value) {
        return object().put("const", value);
    }

    /** One of some words, each with its own description. */
    static ObjectNode oneOf(Map<String, String> described) {
        ObjectNode node = object();
        strings(node.putArray("enum"), described.keySet());
        strings(node.putArray("enumDescriptions"), described.values());
        return node;
    }

    static ObjectNode oneOf(Collection<String> words) {
        ObjectNode node = object();
        strings(node.putArray("enum"), words);
        return node;
    }

    static ObjectNode anyOf(Collection<? extends JsonNode> ways) {
        if (ways.size() == 1 && ways.iterator().next() instanceof ObjectNode only) {
            return only;
        }
        ObjectNode node = object();
        node.putArray("anyOf").addAll(ways);
        return node;
    }

    static ObjectNode list(JsonNode items) {
        ObjectNode node = typed("array");
        node.set("items", items);
        return node;
    }

    /** A map of names that a user gives. */
    static ObjectNode mapOf(JsonNode names, JsonNode values) {
        ObjectNode node = typed("object");
        node.set("propertyNames", names);
        node.set("additionalProperties", values);
        return node;
    }

    /** A map of these keys and no others. */
    static ObjectNode closed(Map<String, ? extends JsonNode> properties, Collection<String> required) {
        ObjectNode node = typed("object");
        ObjectNode all = node.putObject("properties");
        properties.forEach(all::set);
        if (!required.isEmpty()) {
            strings(node.putArray("required"), required);
        }
        return node.put("additionalProperties", false);
    }

    /** The same, or nothing. */
    static ObjectNode orNothing(ObjectNode node) {
        return anyOf(List.of(node, typed("null")));
    }

    static ObjectNode reference(String definition) {
        return object().put("$ref", "#/definitions/" + definition);
    }

    /** With a sentence for people. A reference is wrapped: draft 7 looks at nothing beside one. */
    static ObjectNode described(ObjectNode node, String description) {
        if (description.isEmpty()) {
            return node;
        }
        ObjectNode result = node;
        if (node.has("$ref")) {
            result = object();
            result.putArray("allOf").add(node);
        }
        return result.put("description", description);
    }

    /** {@code then} for maps whose {@code key} is {@code value}. */
    static ObjectNode when(String key, JsonNode value, JsonNode then) {
        ObjectNode node = object();
        ObjectNode condition = node.putObject("if");
        condition.putObject("properties").set(key, value);
        condition.putArray("required").add(key);
        node.set("then", then);
        return node;
    }

    /** A plain value of YAML. */
    static JsonNode value(Object plain) {
        return MAPPER.valueToTree(withNulls(plain));
    }

    private static @org.jspecify.annotations.Nullable Object withNulls(Object plain) {
        return switch (plain) {
            case Optional<?> _ -> null;
            case List<?> list ->
                list.stream()
                        .map(each -> MAPPER.<JsonNode>valueToTree(withNulls(each)))
                        .toList();
            case Map<?, ?> map -> {
                Map<String, JsonNode> nodes = new LinkedHashMap<>();
                map.forEach((key, each) -> nodes.put(String.valueOf(key), MAPPER.valueToTree(withNulls(each))));
                yield nodes;
            }
            default -> plain;
        };
    }

    private static void strings(ArrayNode array, Collection<String> values) {
        values.forEach(array::add);
    }
}
