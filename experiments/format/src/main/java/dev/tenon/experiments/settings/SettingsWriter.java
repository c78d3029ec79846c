package dev.tenon.experiments.settings;

import dev.tenon.api.settings.Part;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.PlainValues;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.Scalars;
import dev.tenon.experiments.yaml.YamlWriter;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings as nodes with every value filled in: what {@link Binder} reads, the other way. */
public final class SettingsWriter {

    /** The place of what is in no file. */
    public static final Mark NOWHERE = new Mark("", 1, 1);

    private SettingsWriter() {}

    /** All settings of a record, in order; an empty Optional is left out. */
    public static Mapping record(Record record) {
        List<Entry> entries = new ArrayList<>();
        for (Setting setting : Setting.of(record.getClass())) {
            Object value = Records.read(record, setting.component());
            Optional<?> present = value instanceof Optional<?> optional ? optional : Optional.of(value);
            present.ifPresent(found -> entries.add(new Entry(word(setting.key()), value(found))));
        }
        return new Mapping(entries, NOWHERE);
    }

    /** A service: its name alone if it has no settings, else a map that starts with its type. */
    public static Node part(Part<?> part) {
        Mapping settings = record(part.settings());
        if (settings.entries().isEmpty()) {
            return word(part.type());
        }
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(word("type"), word(part.type())));
        entries.addAll(settings.entries());
        return new Mapping(entries, NOWHERE);
    }

    public static Node value(Object value) {
        return switch (value) {
            case Part<?> part -> part(part);
            case Optional<?> optional -> optional.map(SettingsWriter::value).orElseGet(() -> raw("null"));
            case List<?> list ->
                new Sequence(list.stream().map(SettingsWriter::value).toList(), NOWHERE);
            case Map<?, ?> map -> map(map);
            case Record record -> shortest(record);
            case Enum<?> constant -> word(KebabCase.ofEnum(constant));
            case String text -> word(text);
            // Written as on all systems, so that a resolved file is the same everywhere.
            case Path path -> word(path.toString().replace('\\', '/'));
            case Double number -> raw(number(number));
            case Float number -> raw(number(number));
            default -> raw(value.toString());
        };
    }

    private static Mapping map(Map<?, ?> map) {
        List<Entry> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(new Entry(word(key.toString()), value(value))));
        return new Mapping(entries, NOWHERE);
    }

    /** A record by its shorthand where one gives the same record, else as a map. */
    private static Node shortest(Record record) {
        Mapping whole = record(record);
        for (Node candidate : candidates(whole)) {
            Optional<Method> shorthand = Shorthands.fitting(record.getClass(), candidate);
            if (shorthand.isPresent() && gives(shorthand.get(), candidate, record)) {
                return candidate;
            }
        }
        return whole;
    }

    private static List<Node> candidates(Mapping whole) {
        List<Node> values = whole.entries().stream().map(Entry::value).toList();
        List<Node> candidates = new ArrayList<>(values);
        candidates.add(new Sequence(values, NOWHERE));
        candidates.add(new Sequence(
                values.stream()
                        .filter(value -> value instanceof Scalar scalar && Scalars.isNumber(scalar))
                        .toList(),
                NOWHERE));
        // A single number says more than it shows where a record has several.
        candidates.removeIf(
                candidate -> values.size() > 1 && candidate instanceof Scalar scalar && Scalars.isNumber(scalar));
        return candidates;
    }

    private static boolean gives(Method shorthand, Node candidate, Record record) {
        Problems problems = new Problems();
        Binder binder = new Binder(Services.of(), problems);
        Optional<Object> argument = binder.value(shorthand.getGenericParameterTypes()[0], candidate, "");
        try {
            return argument.isPresent()
                    && Records.make(shorthand, argument.get()).equals(record);
        } catch (Records.Refused refused) {
            return false;
        }
    }

    /** The shortest text that reads as the same number. */
    public static String number(double number) {
        return Double.toString(number);
    }

    /** The shortest text that reads as the same number. */
    public static String number(float number) {
        return Float.toString(number);
    }

    public static Scalar word(String text) {
        return new Scalar(text, false, NOWHERE);
    }

    static Scalar raw(String text) {
        return new Scalar(text, true, NOWHERE);
    }

    /** A value as text, the same however it is written. */
    public static String shown(Node value) {
        return shown(PlainValues.of(value));
    }

    /** The same of what a setting that takes anything holds. */
    public static String shown(Object value) {
        Node plain = value(value);
        return plain instanceof Node.Scalar scalar ? scalar.text() : YamlWriter.line(plain);
    }
}
