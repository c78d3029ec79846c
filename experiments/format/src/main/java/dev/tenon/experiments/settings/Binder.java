package dev.tenon.experiments.settings;

import dev.tenon.api.settings.Configurable;
import dev.tenon.api.settings.Part;
import dev.tenon.api.settings.Range;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.ServiceEntry;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Merge;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.NodeReader;
import dev.tenon.experiments.yaml.PlainValues;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.Scalars;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns nodes into settings records, whatever the record. Nothing comes back where a mistake was found and
 * recorded.
 */
public final class Binder {

    private static final Mark NOWHERE = new Mark("", 1, 1);

    private final Services services;
    private final Problems problems;
    private final ScalarBinder scalars;
    private final Map<String, Node> defaults = new HashMap<>();

    public Binder(Services services, Problems problems) {
        this.services = services;
        this.problems = problems;
        this.scalars = new ScalarBinder(problems);
    }

    public Services services() {
        return services;
    }

    /**
     * A record from a map of its settings.
     *
     * @param owner what messages call it, as {@code layer conv2d}
     * @param others keys that the map may have besides, read by somebody else
     */
    public <R extends Record> Optional<R> record(Class<R> type, Mapping map, String owner, List<String> others) {
        refuseUnknown(map, owner, type, others);
        List<Object> values = new ArrayList<>();
        boolean complete = true;
        for (Setting setting : Setting.of(type)) {
            Optional<Object> value = setting(setting, map, owner);
            value.ifPresent(values::add);
            complete &= value.isPresent();
        }
        if (!complete) {
            return Optional.empty();
        }
        try {
            return Optional.of(Records.make(type, values));
        } catch (Records.Refused refused) {
            problems.add(map.mark(), owner + ": " + refused.getMessage());
            return Optional.empty();
        }
    }

    /** Reports the keys that a map should not have. */
    void refuseUnknown(Mapping map, String owner, List<String> keys, List<String> others) {
        List<String> known = new ArrayList<>(keys);
        known.addAll(others);
        for (Entry entry : map.entries()) {
            String key = entry.key().text();
            if (!known.contains(key)) {
                problems.add(entry.key().mark(), unknownKey(owner, key, keys, known));
            }
        }
    }

    /** Reports the keys that a record does not have, and says where they belong if a part of it has them. */
    private void refuseUnknown(Mapping map, String owner, Class<? extends Record> type, List<String> others) {
        List<String> known = new ArrayList<>(Setting.keys(type));
        known.addAll(others);
        Mapping rest = map;
        for (Entry entry : map.entries()) {
            String key = entry.key().text();
            Optional<String> home =
                    known.contains(key) || Suggestions.to(key, known).isPresent()
                            ? Optional.empty()
                            : home(key, map, type);
            if (home.isPresent()) {
                problems.add(
                        entry.key().mark(), owner + " has no setting \"" + key + "\"; it belongs in " + home.get());
                rest = rest.without(key);
            }
        }
        refuseUnknown(rest, owner, Setting.keys(type), others);
    }

    /** The part of a record that has a setting of such a name: {@code "optimizer": {type: sgd, rate: …}}. */
    private Optional<String> home(String key, Mapping map, Class<? extends Record> type) {
        for (Setting setting : Setting.of(type)) {
            Types meaning = Types.of(setting.type());
            Types inner = meaning instanceof Types.Maybe maybe ? Types.of(maybe.of()) : meaning;
            Optional<Node> node =
                    map.get(setting.key()).or(() -> setting.defaultText().map(this::defaultNode));
            if (inner instanceof Types.PartOf part
                    && node.isPresent()
                    && Merge.asPart(node.get()).get("type").orElse(map) instanceof Scalar name) {
                Optional<String> near = services.find(part.kind(), name.text())
                        .filter(service -> service.instance() instanceof Configurable<?>)
                        .flatMap(service ->
                                Suggestions.to(key, Setting.keys(((Configurable<?>) service.instance()).settings())));
                if (near.isPresent()) {
                    return Optional.of(
                            "\"" + setting.key() + "\", such as {type: " + name.text() + ", " + near.get() + ": …}");
                }
            }
        }
        return Optional.empty();
    }

    private static String unknownKey(String owner, String key, List<String> keys, List<String> known) {
        String list = keys.isEmpty()
                ? "it takes none" + (known.isEmpty() ? "" : " of its own, only " + String.join(", ", known))
                : "it has: " + String.join(", ", known);
        String hint = Suggestions.hint(key, known);
        return owner + " has no setting \"" + Scalars.shortened(key) + "\"" + hint + (hint.isEmpty() ? "; " : " ")
                + (hint.isEmpty() ? list : list.replaceFirst("^it", "It"));
    }

    private Optional<Object> setting(Setting setting, Mapping map, String owner) {
        String what = "\"" + setting.key() + "\" of " + owner;
        Optional<Node> given = map.get(setting.key());
        if (given.isPresent()) {
            boolean nothing = setting.optional() && given.get() instanceof Scalar scalar && scalar.isNull();
            return nothing ? Optional.of(Optional.empty()) : given(setting, given.get(), what);
        }
        if (setting.defaultText().isPresent()) {
            return defaulted(setting, setting.defaultText().get(), what, map.mark());
        }
        if (setting.optional()) {
            return Optional.of(Optional.empty());
        }
        String description = setting.description().isEmpty() ? "" : " (" + sentence(setting.description()) + ")";
        problems.add(
                map.mark(),
                owner + " needs \"" + setting.key() + "\"" + description + ": "
                        + Types.of(setting.type()).takes());
        return Optional.empty();
    }

    private static String sentence(String description) {
        String text = description.endsWith(".") ? description.substring(0, description.length() - 1) : description;
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private Optional<Object> given(Setting setting, Node node, String what) {
        Optional<Object> value = value(setting.type(), withDefault(setting, node), what);
        if (value.isPresent() && setting.range().isPresent()) {
            Range range = setting.range().get();
            Optional<Number> outside = Ranges.outside(range, value.get());
            if (outside.isPresent()) {
                String found = node instanceof Scalar scalar
                        ? scalar.text()
                        : outside.get().toString();
                problems.add(node.mark(), what + " is " + Ranges.text(range) + ", not " + found);
                return Optional.empty();
            }
        }
        return value;
    }

    /** A part written without its type changes the settings of the default one. */
    private Node withDefault(Setting setting, Node node) {
        boolean part = Types.of(setting.type()) instanceof Types.PartOf;
        return part
                        && node instanceof Mapping map
                        && !map.has("type")
                        && setting.defaultText().isPresent()
                ? Merge.part(defaultNode(setting.defaultText().get()), map)
                : node;
    }

    private Optional<Object> defaulted(Setting setting, String text, String what, Mark mark) {
        Problems own = new Problems();
        Optional<Object> value = new Binder(services, own).value(setting.type(), defaultNode(text), what);
        own.sorted().forEach(problem -> problems.add(mark, "in the default: " + problem.message()));
        return value;
    }

    private Node defaultNode(String text) {
        return defaults.computeIfAbsent(text, Binder::parse);
    }

    /** The node of a default, which a plugin's author wrote. */
    public static Node parse(String text) {
        Problems own = new Problems();
        Optional<Node> node = NodeReader.read(text, NodeReader.Origin.of(""), own);
        if (!own.isEmpty()) {
            throw new IllegalArgumentException("the default `" + text + "` is not YAML: " + own.sorted());
        }
        return node.orElseGet(() -> new Scalar("", true, NOWHERE));
    }

    /** A value of any type that a setting may have. */
    public Optional<Object> value(Type type, Node node, String what) {
        return switch (Types.of(type)) {
            case Types.Maybe maybe -> value(maybe.of(), node, what).map(Optional::of);
            case Types.ListOf list -> list(list, node, what).map(found -> found);
            case Types.MapOf map -> map(map, node, what).map(found -> found);
            case Types.PartOf part -> part(part.kind(), node, what, List.of()).map(found -> found);
            case Types.Settings settings -> settings(settings.type(), node, what);
            case Types.Anything _ -> Optional.of(PlainValues.of(node));
            case Types.Whole whole -> scalars.whole(whole, node, what);
            case Types.Decimal number -> scalars.number(number, node, what);
            case Types.Truth _ -> scalars.truth(node, what);
            case Types.Text text -> scalars.text(text, node, what).map(found -> found);
            case Types.FilePath path -> scalars.path(path, node, what);
            case Types.Choice choice -> scalars.choice(choice, node, what);
        };
    }

    private Optional<List<Object>> list(Types.ListOf type, Node node, String what) {
        if (!(node instanceof Sequence sequence)) {
            String remedy = node instanceof Scalar scalar && !scalar.isNull() ? "; write [" + scalar.text() + "]" : "";
            problems.add(node.mark(), what + " takes " + type.takes() + ", not " + node.shown() + remedy);
            return Optional.empty();
        }
        List<Object> values = new ArrayList<>();
        for (Node item : sequence.items()) {
            value(type.of(), item, "each in " + what).ifPresent(values::add);
        }
        return values.size() == sequence.items().size() ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private Optional<Map<String, Object>> map(Types.MapOf type, Node node, String what) {
        if (!(node instanceof Mapping mapping)) {
            problems.add(node.mark(), what + " takes a map, not " + node.shown());
            return Optional.empty();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            String key = entry.key().text();
            value(type.of(), entry.value(), "\"" + key + "\" in " + what).ifPresent(value -> values.put(key, value));
        }
        return values.size() == mapping.entries().size() ? Optional.of(values) : Optional.empty();
    }

    private Optional<Object> settings(Class<? extends Record> type, Node node, String what) {
        if (node instanceof Mapping map) {
            return record(type, map, what, List.of()).map(found -> found);
        }
        Optional<Method> shorthand = Shorthands.fitting(type, node);
        if (shorthand.isEmpty()) {
            problems.add(
                    node.mark(),
                    what + " takes " + new Types.Settings(type).takes() + ", not " + node.shown()
                            + (node instanceof Scalar scalar ? Scalars.remedy(scalar) : ""));
            return Optional.empty();
        }
        Optional<Object> argument = value(shorthand.get().getGenericParameterTypes()[0], node, what);
        if (argument.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Records.make(shorthand.get(), argument.get()));
        } catch (Records.Refused refused) {
            problems.add(node.mark(), what + " " + refused.getMessage());
            return Optional.empty();
        }
    }

    /**
     * A service and its settings: a name, or a map of {@code type} and settings.
     *
     * @param what what messages call the place, as {@code "activation" of layer conv2d}
     * @param others keys that the map may have besides
     */
    public Optional<Part<?>> part(Kind kind, Node node, String what, List<String> others) {
        if (node instanceof Sequence || (node instanceof Scalar scalar && scalar.isNull())) {
            problems.add(
                    node.mark(),
                    what + " takes " + new Types.PartOf(kind).takes() + ": a name, or {type: name, …}, not "
                            + node.shown());
            return Optional.empty();
        }
        Mapping map = Merge.asPart(node);
        Optional<Node> type = map.get("type");
        if (type.isEmpty()) {
            problems.add(node.mark(), what + " needs a `type`: the name of " + new Types.PartOf(kind).takes());
            return Optional.empty();
        }
        Optional<String> name = scalars.text(new Types.Text(), type.get(), "\"type\" of " + what);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Configurable<?>> service = started(kind, name.get(), type.get().mark());
        List<String> besides = new ArrayList<>(others);
        besides.add("type");
        return service.flatMap(configurable -> settings(configurable, kind, map, besides)
                .map(found -> new Part<Configurable<?>>(configurable, found)));
    }

    /** The service of a name, whose code runs from here on. */
    private Optional<Configurable<?>> started(Kind kind, String name, Mark mark) {
        try {
            Optional<ServiceEntry> offer = services.find(kind, name);
            if (offer.isEmpty()) {
                problems.add(mark, services.missing(kind, name));
            }
            return offer.map(found -> (Configurable<?>) found.instance());
        } catch (PluginException e) {
            problems.add(mark, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<? extends Record> settings(Configurable<?> service, Kind kind, Mapping map, List<String> besides) {
        String what = kind.noun() + " " + service.type();
        try {
            return PluginException.guard(
                    "the settings of " + what, service, () -> record(service.settings(), map, what, besides));
        } catch (PluginException e) {
            problems.add(map.mark(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
