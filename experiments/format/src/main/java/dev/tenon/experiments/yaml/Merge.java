package dev.tenon.experiments.yaml;

import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How settings written in one place change those written in another. */
public final class Merge {

    /** Ways to say one thing: to give one of them takes the other away. */
    private static final List<List<String>> ALTERNATIVES =
            List.of(List.of("epochs", "steps"), List.of("layers", "stages"), List.of("loss", "objective"));

    private Merge() {}

    /** The other way to say what a key says, if there is one. */
    private static Optional<String> alternative(String key) {
        return ALTERNATIVES.stream()
                .filter(pair -> pair.contains(key))
                .map(pair -> pair.get(1 - pair.indexOf(key)))
                .findFirst();
    }

    /** A map with one value set. */
    public static Mapping set(Mapping base, Scalar key, Node value) {
        return alternative(key.text()).map(base::without).orElse(base).with(key, value);
    }

    /**
     * Settings of training over others: each key replaces, but a part without {@code type} changes the settings
     * of the one it is laid over.
     */
    public static Mapping train(Mapping base, Mapping over) {
        Mapping merged = base.at(over.mark());
        for (Entry entry : over.entries()) {
            Node value = base.get(entry.key().text())
                    .filter(below -> entry.value() instanceof Mapping map && !map.has("type"))
                    .map(below -> part(below, (Mapping) entry.value()))
                    .orElse(entry.value());
            // Where a file gives both, both stay, so that the mistake is seen.
            boolean both = alternative(entry.key().text()).filter(over::has).isPresent();
            merged = both ? merged.with(entry.key(), value) : set(merged, entry.key(), value);
        }
        return merged;
    }

    /** A part with settings changed: {@code sgd} and {@code {rate: 0.1}} is {@code {type: sgd, rate: 0.1}}. */
    public static Node part(Node base, Mapping changes) {
        if (base instanceof Node.Sequence || (base instanceof Scalar scalar && scalar.isNull())) {
            return changes;
        }
        Mapping merged = asPart(base).at(changes.mark());
        for (Entry entry : changes.entries()) {
            merged = merged.with(entry.key(), entry.value());
        }
        return merged;
    }

    /** What {@code train: none} says. */
    public static Mapping untrained(Mark mark) {
        return new Mapping(List.of(new Entry(new Scalar("epochs", true, mark), new Scalar("0", true, mark))), mark);
    }

    /** A bare name as a map: {@code relu} as {@code {type: relu}}. */
    public static Mapping asPart(Node node) {
        return switch (node) {
            case Mapping map -> map;
            case Scalar scalar ->
                new Mapping(List.of(new Entry(new Scalar("type", true, scalar.mark()), scalar)), scalar.mark());
            case Node.Sequence sequence -> new Mapping(new ArrayList<>(), sequence.mark());
        };
    }
}
