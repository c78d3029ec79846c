package dev.tenon.experiments.settings;

import dev.tenon.api.settings.Part;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import java.util.List;
import java.util.Optional;

/** Finds things anywhere within settings, and where they are written. */
public final class SettingSearch {

    private SettingSearch() {}

    /** All values of a type, at any depth. */
    public static <T> List<T> settings(Object value, Class<T> type) {
        return switch (value) {
            case Object found when type.isInstance(found) -> List.of(type.cast(found));
            case Optional<?> optional ->
                optional.map(inner -> settings(inner, type)).orElse(List.of());
            case List<?> list ->
                list.stream().flatMap(item -> settings(item, type).stream()).toList();
            case Part<?> part -> settings(part.settings(), type);
            case Record record ->
                Setting.of(record.getClass()).stream()
                        .flatMap(setting -> settings(Records.read(record, setting.component()), type).stream())
                        .toList();
            default -> List.of();
        };
    }

    /** Where a word stands among settings as they are written, under any key but {@code type}. */
    public static Optional<Mark> place(Node node, String word) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.is(word) ? Optional.of(scalar.mark()) : Optional.empty();
            case Node.Sequence list ->
                list.items().stream()
                        .flatMap(item -> place(item, word).stream())
                        .findFirst();
            case Node.Mapping map ->
                map.entries().stream()
                        .filter(entry -> !entry.key().is("type"))
                        .flatMap(entry -> place(entry.value(), word).stream())
                        .findFirst();
        };
    }
}
