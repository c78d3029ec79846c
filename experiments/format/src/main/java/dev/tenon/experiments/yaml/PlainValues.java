package dev.tenon.experiments.yaml;

import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Nodes as plain values, where a setting takes anything: Long, Double, Boolean, String, List or Map,
 * and an empty Optional for nothing. */
public final class PlainValues {

    private PlainValues() {}

    public static Object of(Node node) {
        return switch (node) {
            case Scalar scalar -> word(scalar);
            case Sequence sequence ->
                sequence.items().stream().map(PlainValues::of).toList();
            case Mapping mapping -> {
                Map<String, Object> values = new LinkedHashMap<>();
                for (Entry entry : mapping.entries()) {
                    values.put(entry.key().text(), of(entry.value()));
                }
                yield values;
            }
        };
    }

    private static Object word(Scalar scalar) {
        if (scalar.isNull()) {
            return Optional.empty();
        }
        Optional<Object> value = Scalars.whole(scalar).map(found -> (Object) found);
        return value.or(() -> Scalars.number(scalar).map(found -> (Object) found))
                .or(() -> Scalars.truth(scalar).map(found -> (Object) found))
                .orElse(scalar.text());
    }
}
