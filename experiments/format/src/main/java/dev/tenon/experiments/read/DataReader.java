package dev.tenon.experiments.read;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.settings.Binder;
import dev.tenon.experiments.settings.SettingSearch;
import dev.tenon.experiments.spec.DataSpec;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The data sets of a file, each after those it is built on. */
final class DataReader {

    private final Binder binder;
    private final Optional<PathCheck> paths;
    private final Problems problems;
    private final Map<String, DataSpec> read = new LinkedHashMap<>();
    private final Map<String, DataSpec> ordered = new LinkedHashMap<>();

    /** A reader; whether files are there is not looked at without {@code paths}. */
    DataReader(Binder binder, Optional<PathCheck> paths, Problems problems) {
        this.binder = binder;
        this.paths = paths;
        this.problems = problems;
    }

    /** The data sets by name, in an order in which each can be loaded; those with mistakes are left out. */
    Map<String, DataSpec> read(Mapping data) {
        for (Entry entry : data.entries()) {
            String name = entry.key().text();
            if (Keys.checkName(entry.key(), "a data set", problems)) {
                binder.part(Kind.DATASET, entry.value(), "data set \"" + name + "\"", List.of())
                        .filter(part -> part.service() instanceof Dataset<?>)
                        .map(part -> new Part<Dataset<?>>((Dataset<?>) part.service(), part.settings()))
                        .ifPresent(part -> read.put(
                                name, new DataSpec(name, part, entry.key().mark())));
            }
        }
        for (Entry entry : data.entries()) {
            DataSpec spec = read.get(entry.key().text());
            if (spec != null) {
                checkNames(spec, entry.value(), data.keys());
                checkPaths(spec, entry.value());
            }
        }
        for (DataSpec spec : read.values()) {
            if (!order(spec, new LinkedHashSet<>())) {
                break; // The others of a circle would be reported once more.
            }
        }
        return Collections.unmodifiableMap(ordered);
    }

    /** What to say of a data set that is not there. */
    static String missing(String name, List<String> names) {
        return "no data set \"" + name + "\""
                + (names.isEmpty()
                        ? "; `data` is empty"
                        : Suggestions.hintAndList(name, names, "There are", "see `data`"));
    }

    private void checkNames(DataSpec spec, Node node, List<String> names) {
        for (DatasetName from : SettingSearch.settings(spec.dataset().settings(), DatasetName.class)) {
            if (!names.contains(from.name())) {
                Mark mark = SettingSearch.place(node, from.name()).orElse(spec.mark());
                problems.add(mark, missing(from.name(), names));
            }
        }
    }

    private void checkPaths(DataSpec spec, Node node) {
        if (paths.isPresent()) {
            for (Path path : SettingSearch.settings(spec.dataset().settings(), Path.class)) {
                paths.get()
                        .check(path, SettingSearch.place(node, path.toString()).orElse(spec.mark()));
            }
        }
    }

    private boolean order(DataSpec spec, Set<String> trail) {
        if (ordered.containsKey(spec.name())) {
            return true;
        }
        if (!trail.add(spec.name())) {
            List<String> circle = new ArrayList<>(trail);
            circle.subList(0, circle.indexOf(spec.name())).clear();
            problems.add(
                    spec.mark(),
                    "data sets are built on one another in a cycle: " + String.join(" -> ", circle) + " -> "
                            + spec.name());
            return false;
        }
        boolean right = true;
        for (DatasetName from : SettingSearch.settings(spec.dataset().settings(), DatasetName.class)) {
            DataSpec below = read.get(from.name());
            right &= below == null || order(below, trail);
        }
        trail.remove(spec.name());
        if (right) {
            ordered.put(spec.name(), spec);
        }
        return right;
    }
}
