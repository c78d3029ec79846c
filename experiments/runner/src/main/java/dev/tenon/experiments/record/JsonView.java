package dev.tenon.experiments.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A part of a JSON document and where it is, for messages. Every method throws {@link BundleException} where the document is
 * not as asked.
 *
 * @param where as {@code trials.json: trials[3].seed}
 */
record JsonView(String where, JsonNode node) {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    JsonView get(String key) {
        JsonNode child = node.get(key);
        if (child == null) {
            throw new BundleException(where + ": has no \"" + key + "\"");
        }
        return new JsonView(where + (where.endsWith(":") || !where.contains(": ") ? ": " : ".") + key, child);
    }

    boolean has(String key) {
        return node.has(key);
    }

    String text(String key) {
        JsonView child = get(key);
        if (!child.node.isString()) {
            throw child.wrong("a text");
        }
        return child.node.stringValue();
    }

    long whole(String key) {
        return get(key).whole();
    }

    int count(String key) {
        JsonView child = get(key);
        long value = child.whole();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw child.wrong("a count");
        }
        return (int) value;
    }

    /** A count that may be larger than an int. */
    long size(String key) {
        JsonView child = get(key);
        long value = child.whole();
        if (value < 0) {
            throw child.wrong("a count");
        }
        return value;
    }

    /** A whole number within an int, from a least one on. */
    int atLeast(int least) {
        long value = whole();
        if (value < least || value > Integer.MAX_VALUE) {
            throw wrong("a whole number, at least " + least);
        }
        return (int) value;
    }

    /** A SHA-256 digest in lower-case hexadecimal. */
    String digest(String key) {
        String text = text(key);
        if (!DIGEST.matcher(text).matches()) {
            throw get(key).wrong("a SHA-256 digest, 64 hexadecimal digits");
        }
        return text;
    }

    /** One of an enum's values, by its name in lower case. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        String text = text(key);
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return value;
            }
        }
        throw get(key).wrong(
                        "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
    }

    double finite() {
        double value = number();
        if (!Double.isFinite(value)) {
            throw wrong("a finite number");
        }
        return value;
    }

    /** A whole number within an int, negative ones included. */
    int integer(String key) {
        JsonView child = get(key);
        long value = child.whole();
        if (value != (int) value) {
            throw child.wrong("a whole number");
        }
        return (int) value;
    }

    boolean flag(String key) {
        JsonView child = get(key);
        if (!child.node.isBoolean()) {
            throw child.wrong("true or false");
        }
        return child.node.booleanValue();
    }

    long whole() {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong("a whole number");
        }
        return node.longValue();
    }

    double number() {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isNull()) {
            return Double.NaN;
        }
        return switch (node.isString() ? node.stringValue() : "") {
            case "NaN" -> Double.NaN; // As runs before 0.2 have it.
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw wrong("a number, null, \"Infinity\" or \"-Infinity\"");
        };
    }

    String text() {
        if (!node.isString()) {
            throw wrong("a text");
        }
        return node.stringValue();
    }

    <T> List<T> list(String key, Function<JsonView, T> element) {
        return get(key).list(element);
    }

    <T> List<T> list(Function<JsonView, T> element) {
        if (!node.isArray()) {
            throw wrong("a list");
        }
        List<T> all = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            all.add(element.apply(new JsonView(where + "[" + i + "]", node.get(i))));
        }
        return all;
    }

    <T> Map<String, T> map(String key, Function<JsonView, T> value) {
        JsonView child = get(key);
        if (!child.node.isObject()) {
            throw child.wrong("an object");
        }
        Map<String, T> all = new LinkedHashMap<>();
        for (String name : child.node.propertyNames()) {
            all.put(name, value.apply(child.get(name)));
        }
        return all;
    }

    BundleException wrong(String wanted) {
        String text = node.toString();
        return new BundleException(
                where + ": should be " + wanted + ", not " + (text.length() > 40 ? text.substring(0, 40) + "…" : text));
    }
}
