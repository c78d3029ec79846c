package dev.tenon.experiments.read;

import dev.tenon.experiments.settings.SettingsWriter;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code design.vary}: a tree for each combination of values. */
final class Variation {

    /** The one setting of the design that can vary: a level is another set of data draws. */
    static final String DATA_SEED = "design.data-seed";

    private static final int MOST = 10_000;

    private Variation() {}

    /**
     * One combination.
     *
     * @param factors each setting and its value, as text
     * @param tree the file with these values in their places
     */
    record Cell(Map<String, String> factors, Mapping tree) {}

    /** What is varied: each factor with its levels as written; without entries if nothing is. */
    static Mapping factors(Mapping root) {
        Mapping factors = new Mapping(List.of(), root.mark());
        for (Entry entry : written(root).entries()) {
            List<Scalar> names = names(entry.key());
            if (names.size() == 1 || !(entry.value() instanceof Sequence rows)) {
                factors = factors.with(entry.key(), entry.value());
                continue;
            }
            for (int i = 0; i < names.size(); i++) {
                Map<String, Node> levels = new LinkedHashMap<>();
                for (Node row : rows.items()) {
                    if (row instanceof Sequence values && i < values.items().size()) {
                        Node level = values.items().get(i);
                        levels.putIfAbsent(SettingsWriter.shown(level), level);
                    }
                }
                factors = factors.with(names.get(i), new Sequence(List.copyOf(levels.values()), rows.mark()));
            }
        }
        return factors;
    }

    /** The factors of an entry: one, or several joined by {@code &}, whose levels are side by side. */
    private static List<Scalar> names(Scalar key) {
        return parts(key, "&");
    }

    private static Mapping written(Mapping root) {
        return root.get("design")
                .filter(Mapping.class::isInstance)
                .flatMap(design -> ((Mapping) design).get("vary"))
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .orElseGet(() -> new Mapping(List.of(), root.mark()));
    }

    /** All combinations, the last factor fastest; the file itself if nothing is varied. */
    static List<Cell> of(Mapping root, Problems problems) {
        List<Cell> cells = List.of(new Cell(Map.of(), root));
        for (Entry factor : written(root).entries()) {
            cells = crossed(cells, factor, problems);
        }
        return cells;
    }

    private static List<Cell> crossed(List<Cell> cells, Entry factor, Problems problems) {
        Scalar path = factor.key();
        if (!(factor.value() instanceof Sequence values)) {
            return cells; // The reader of `design` says so.
        }
        if (values.items().isEmpty()) {
            problems.add(values.mark(), "\"" + path.text() + "\" varies over at least one value, such as [16, 32]");
            return cells;
        }
        List<Scalar> names = names(path);
        for (Scalar setting :
                names.stream().flatMap(name -> settings(name).stream()).toList()) {
            String start = setting.text().split("\\.", 2)[0];
            if (Keys.TOP.contains(start)
                    && !List.of("data", "defaults", "arms").contains(start)
                    && !setting.text().equals(DATA_SEED)) {
                problems.add(
                        path.mark(),
                        "`" + start
                                + "` cannot vary; `vary` takes settings of data, arms and training, such as train.examples, and "
                                + DATA_SEED);
                return cells;
            }
        }
        if ((long) cells.size() * values.items().size() > MOST) {
            problems.add(path.mark(), "`vary` makes more than " + MOST + " combinations; vary less at once");
            return cells;
        }
        if (!isWhole(path, names.size(), values, problems)) {
            return cells;
        }
        List<Cell> crossed = new ArrayList<>();
        for (Cell cell : cells) {
            Set<Map<String, String>> known = new LinkedHashSet<>();
            for (Node value : values.items()) {
                Optional<Cell> level = level(cell, names, row(names.size(), value), problems);
                if (level.isPresent() && !known.add(level.get().factors())) {
                    problems.add(
                            value.mark(),
                            "\"" + path.text() + "\" takes " + shown(level.get(), names) + " twice where "
                                    + text(cell.factors()));
                }
                level.ifPresent(crossed::add);
            }
            if (known.size() < values.items().size()) {
                return cells;
            }
        }
        return crossed;
    }

    /** Whether no level is written twice, and each has a value for each factor of the entry. */
    private static boolean isWhole(Scalar path, int names, Sequence values, Problems problems) {
        Map<String, Mark> seen = new LinkedHashMap<>();
        for (Node value : values.items()) {
            boolean row = names == 1
                    || (value instanceof Sequence list && list.items().size() == names);
            if (!row) {
                problems.add(
                        value.mark(),
                        "\"" + path.text() + "\" takes lists of " + names
                                + " values, one for each of its settings, not " + SettingsWriter.shown(value));
                return false;
            }
            if (seen.putIfAbsent(SettingsWriter.shown(value), value.mark()) != null) {
                problems.add(value.mark(), "\"" + path.text() + "\" takes " + SettingsWriter.shown(value) + " twice");
                return false;
            }
        }
        return true;
    }

    private static List<Node> row(int names, Node value) {
        return names == 1 ? List.of(value) : ((Sequence) value).items();
    }

    /** A cell with a level of each of some factors, expressions worked out; empty where there is a mistake in one. */
    private static Optional<Cell> level(Cell cell, List<Scalar> names, List<Node> row, Problems problems) {
        Map<String, String> factors = new LinkedHashMap<>(cell.factors());
        Mapping tree = cell.tree();
        for (int i = 0; i < names.size(); i++) {
            Optional<? extends Node> level = row.get(i) instanceof Scalar written && Expression.is(written)
                    ? Expression.value(written, factors, problems)
                    : Optional.of(row.get(i));
            if (level.isEmpty()) {
                return Optional.empty();
            }
            factors.put(names.get(i).text(), SettingsWriter.shown(level.get()));
            for (Scalar setting : settings(names.get(i))) {
                tree = TreePath.change(tree, new SettingChange(setting, level.get()), problems);
            }
        }
        return Optional.of(new Cell(factors, tree));
    }

    private static String shown(Cell cell, List<Scalar> names) {
        return String.join(
                ", ",
                names.stream()
                        .map(name -> String.valueOf(cell.factors().get(name.text())))
                        .toList());
    }

    /** {@code train.examples = 64, train.batch = 8}; {@code nothing varies} if nothing does. */
    static String text(Map<String, String> factors) {
        List<String> all = factors.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .toList();
        return all.isEmpty() ? "nothing varies" : String.join(", ", all);
    }

    /** The settings that a factor sets, all to the same value: one, or several with commas between them. */
    static List<Scalar> settings(Scalar path) {
        return parts(path, ",");
    }

    private static List<Scalar> parts(Scalar path, String between) {
        return Stream.of(path.text().split(between, -1))
                .map(each -> new Scalar(each.strip(), path.plain(), path.mark()))
                .toList();
    }
}
