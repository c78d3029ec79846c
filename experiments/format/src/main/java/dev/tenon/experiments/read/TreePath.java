package dev.tenon.experiments.read;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Merge;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts a value at a dotted path of a tree. A path starts at the top of the file if its first word is a key there,
 * else under {@code defaults}. A word picks a key of a map, or an element of a list by its place from 0 or its
 * {@code id}. A bare name of a part on the way becomes a map, {@code sgd} as {@code {type: sgd}}. That the last
 * keys exist is for the settings' own reader to check, which knows them all.
 */
final class TreePath {

    private final SettingChange change;
    private final List<String> words;
    private final Problems problems;

    private TreePath(SettingChange change, List<String> words, Problems problems) {
        this.change = change;
        this.words = words;
        this.problems = problems;
    }

    /** The whole file with one value changed; as it was, and a mistake recorded, where there is no such place. */
    static Mapping change(Mapping root, SettingChange change, Problems problems) {
        List<String> words = new ArrayList<>(List.of(change.path().text().split("\\.", -1)));
        if (words.contains("")) {
            problems.add(change.path().mark(), "\"" + change.path().text() + "\" is not a path of keys joined by dots");
            return root;
        }
        if (!Keys.TOP.contains(words.getFirst())) {
            if (!Keys.DEFAULTS.contains(words.getFirst())) {
                problems.add(change.path().mark(), unknownStart(words.getFirst()));
                return root;
            }
            words.addFirst("defaults");
        }
        return new TreePath(change, joined(root, words), problems).apply(root);
    }

    /** The same with a path that starts in an arm; a mistake is at the path as it is written. */
    static Mapping changeInArm(Mapping root, String arm, SettingChange change, Problems problems) {
        String start = "arms." + arm + ".";
        Mark written = change.path().mark();
        Mark mark = new Mark(written.file(), written.line(), written.column() - start.length());
        Scalar path = new Scalar(start + change.path().text(), true, mark);
        return change(root, new SettingChange(path, change.value()), problems);
    }

    /** A part of a file, as an arm, with one value changed. */
    static Mapping changeWithin(Mapping part, SettingChange change, Problems problems) {
        List<String> words = List.of(change.path().text().split("\\.", -1));
        return new TreePath(change, words, problems).apply(part);
    }

    /** What a start that is no key may be: a setting of training, or a slip. */
    private static String unknownStart(String word) {
        if (Keys.TRAIN.contains(word)) {
            return "no setting \"" + word + "\" at the top; did you mean \"train." + word + "\"?";
        }
        List<String> starts = new ArrayList<>(Keys.TOP);
        starts.add("train");
        return "no setting \"" + word + "\"" + Suggestions.hintAndList(word, starts, "A path starts with one of", "");
    }

    /** Words as the tree has them: keys that contain dots are one word. */
    private static List<String> joined(Mapping root, List<String> words) {
        String start = words.size() > 3 ? words.get(0) + "." + words.get(1) : "";
        if (List.of("design.vary", "compare.at", "tune.over").contains(start)) {
            return List.of(words.get(0), words.get(1), String.join(".", words.subList(2, words.size())));
        }
        if (words.size() > 5
                && words.getFirst().equals("arms")
                && words.get(2).equals("tune")
                && words.get(3).equals("over")) {
            return Stream.concat(
                            words.subList(0, 4).stream(), Stream.of(String.join(".", words.subList(4, words.size()))))
                    .toList();
        }
        boolean inherited =
                words.size() > 3 && words.get(0).equals("arms") && inherits(root, words.get(1), words.get(2));
        if (inherited) {
            // Kept as a change, and made after the arm it is like is known.
            return List.of("arms", words.get(1), "set", String.join(".", words.subList(2, words.size())));
        }
        return words;
    }

    private static boolean inherits(Mapping root, String arm, String key) {
        Optional<Node> written =
                root.get("arms").filter(Mapping.class::isInstance).flatMap(arms -> ((Mapping) arms).get(arm));
        return (key.equals("layers") || key.equals("stages"))
                && written.isPresent()
                && written.get() instanceof Mapping map
                && map.has("like")
                && !map.get(key).map(Sequence.class::isInstance).orElse(false);
    }

    private Mapping apply(Mapping root) {
        return put(root, 0)
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .orElse(root);
    }

    private Optional<Node> put(Node node, int depth) {
        if (depth == words.size()) {
            return Optional.of(change.value());
        }
        return switch (node) {
            case Mapping map -> putInMap(map, depth);
            case Sequence list -> putInList(list, depth);
            case Scalar scalar when scalar.isNull() -> putInMap(new Mapping(List.of(), mark(depth)), depth);
            case Scalar scalar
            when depth > 0 && words.get(depth - 1).equals("train") && scalar.is("none") ->
                putInMap(Merge.untrained(scalar.mark()), depth);
            case Scalar scalar -> putInMap(Merge.asPart(scalar), depth);
        };
    }

    private Optional<Node> putInMap(Mapping map, int depth) {
        String word = words.get(depth);
        boolean named = depth == 1
                && (words.getFirst().equals("arms") || words.getFirst().equals("data"));
        if (named && !map.has(word)) {
            String noun = words.getFirst().equals("arms") ? "arm" : "data set";
            problems.add(
                    mark(depth),
                    "no " + noun + " \"" + word + "\"" + Suggestions.hintAndList(word, map.keys(), "There are", ""));
            return Optional.empty();
        }
        Scalar key = map.entry(word).map(Entry::key).orElseGet(() -> new Scalar(word, true, mark(depth)));
        Node below = map.get(word).orElseGet(() -> new Mapping(List.of(), mark(depth)));
        return put(below, depth + 1).map(value -> Merge.set(map, key, value));
    }

    private Optional<Node> putInList(Sequence list, int depth) {
        String word = words.get(depth);
        int index = word.matches("[0-9]{1,6}") ? Integer.parseInt(word) : byId(list, word);
        if (index < 0 || index >= list.items().size()) {
            problems.add(
                    mark(depth),
                    "\"" + String.join(".", words.subList(0, depth)) + "\" has no element \"" + word + "\"; it has "
                            + list.items().size() + ", from 0, or name one by its id");
            return Optional.empty();
        }
        List<Node> items = new ArrayList<>(list.items());
        return put(items.get(index), depth + 1).map(value -> {
            items.set(index, value);
            return new Sequence(items, list.mark());
        });
    }

    private static int byId(Sequence list, String id) {
        for (int i = 0; i < list.items().size(); i++) {
            boolean same = list.items().get(i) instanceof Mapping map
                    && map.get("id").orElse(map) instanceof Scalar scalar
                    && scalar.is(id);
            if (same) {
                return i;
            }
        }
        return -1;
    }

    /** The place of a word within the path as it is written. */
    private Mark mark(int depth) {
        Mark start = change.path().mark();
        String path = change.path().text();
        int behind = String.join(".", words.subList(depth, words.size())).length();
        int offset = Math.max(0, path.length() - behind);
        return new Mark(start.file(), start.line(), start.column() + offset);
    }
}
