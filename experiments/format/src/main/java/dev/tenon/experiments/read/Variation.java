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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** What is varied, as written; without entries if nothing is. */
    static Mapping factors(Mapping root) {
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
        for (Entry factor : factors(root).entries()) {
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
            problems.add(values.mark(), "\"" + path.text() + "\" varies over at least one value, as [16, 32]");
            return cells;
        }
        List<Scalar> settings = settings(path);
        for (Scalar setting : settings) {
            String start = setting.text().split("\\.", 2)[0];
            if (Keys.TOP.contains(start)
                    && !List.of("data", "defaults", "arms").contains(start)
                    && !setting.text().equals(DATA_SEED)) {
                problems.add(
                        path.mark(),
                        "`" + start
                                + "` cannot vary; `vary` takes settings of data, arms and training, as train.examples, and "
                                + DATA_SEED);
                return cells;
            }
        }
        if ((long) cells.size() * values.items().size() > MOST) {
            problems.add(path.mark(), "`vary` makes more than " + MOST + " combinations; vary less at once");
            return cells;
        }
        Map<String, Mark> seen = new LinkedHashMap<>();
        for (Node value : values.items()) {
            if (seen.putIfAbsent(SettingsWriter.shown(value), value.mark()) != null) {
                problems.add(value.mark(), "\"" + path.text() + "\" takes " + SettingsWriter.shown(value) + " twice");
                return cells;
            }
        }
        List<Cell> crossed = new ArrayList<>();
        for (Cell cell : cells) {
            Map<String, Node> levels = levels(cell, path, values, problems);
            levels.forEach((shown, value) -> {
                Map<String, String> factors = new LinkedHashMap<>(cell.factors());
                factors.put(path.text(), shown);
                Mapping tree = cell.tree();
                for (Scalar setting : settings) {
                    tree = TreePath.change(tree, new Change(setting, value), problems);
                }
                crossed.add(new Cell(factors, tree));
            });
            if (levels.size() < values.items().size()) {
                return cells;
            }
        }
        return crossed;
    }

    /** What a setting takes in a cell, expressions worked out; fewer than are written where there is a mistake. */
    private static Map<String, Node> levels(Cell cell, Scalar path, Sequence values, Problems problems) {
        Map<String, Node> levels = new LinkedHashMap<>();
        for (Node value : values.items()) {
            Optional<? extends Node> level = value instanceof Scalar written && Expression.is(written)
                    ? Expression.value(written, cell.factors(), problems)
                    : Optional.of(value);
            if (level.isPresent() && levels.putIfAbsent(SettingsWriter.shown(level.get()), level.get()) != null) {
                problems.add(
                        value.mark(),
                        "\"" + path.text() + "\" takes " + SettingsWriter.shown(level.get()) + " twice where "
                                + text(cell.factors()));
            }
        }
        return levels;
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
        return Stream.of(path.text().split(",", -1))
                .map(each -> new Scalar(each.strip(), path.plain(), path.mark()))
                .toList();
    }
}
