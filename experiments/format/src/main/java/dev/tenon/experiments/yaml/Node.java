package dev.tenon.experiments.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A piece of YAML and its place. Immutable; an anchor and its aliases are one node. */
public sealed interface Node {

    Mark mark();

    /**
     * A single word, number or text.
     *
     * @param text without quotes
     * @param plain whether it was written without quotes, so that {@code 5} is a number and {@code true} a truth
     */
    record Scalar(String text, boolean plain, Mark mark) implements Node {

        /** Whether it says that there is nothing, as {@code null} or a key without a value. */
        public boolean isNull() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }

        /** Whether it is a word that settings use, as {@code none}. */
        public boolean is(String word) {
            return text.equals(word);
        }
    }

    /** A list. */
    record Sequence(List<Node> items, Mark mark) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Keys and values, in the file's order; no key twice. */
    record Mapping(List<Entry> entries, Mark mark) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<Entry> entry(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .findFirst();
        }

        public Optional<Node> get(String key) {
            return entry(key).map(Entry::value);
        }

        public boolean has(String key) {
            return entry(key).isPresent();
        }

        public List<String> keys() {
            return entries.stream().map(entry -> entry.key().text()).toList();
        }

        /** With one value replaced in its place, or added at the end. */
        public Mapping with(Scalar key, Node value) {
            List<Entry> changed = new ArrayList<>();
            boolean replaced = false;
            for (Entry entry : entries) {
                boolean same = entry.key().text().equals(key.text());
                changed.add(same ? new Entry(key, value) : entry);
                replaced |= same;
            }
            if (!replaced) {
                changed.add(new Entry(key, value));
            }
            return new Mapping(changed, mark);
        }

        public Mapping without(String key) {
            return new Mapping(
                    entries.stream()
                            .filter(entry -> !entry.key().text().equals(key))
                            .toList(),
                    mark);
        }

        public Mapping at(Mark place) {
            return new Mapping(entries, place);
        }
    }

    /** A key and its value. */
    record Entry(Scalar key, Node value) {}

    /** What a message calls it: {@code a list}, {@code "four"}, {@code 1.5}. */
    default String shown() {
        return switch (this) {
            case Scalar scalar when scalar.isNull() -> "nothing";
            case Scalar scalar when Scalars.isNumber(scalar) || Scalars.isTruth(scalar) -> scalar.text();
            case Scalar scalar -> "\"" + Scalars.shortened(scalar.text()) + "\"";
            case Sequence _ -> "a list";
            case Mapping _ -> "a map";
        };
    }
}
