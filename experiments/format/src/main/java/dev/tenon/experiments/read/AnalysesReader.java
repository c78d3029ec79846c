package dev.tenon.experiments.read;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.settings.Binder;
import dev.tenon.experiments.spec.AnalysisSpec;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.yaml.Merge;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is looked at in trained networks: {@code analyses}, a list of names, or of maps of a type and its settings. */
final class AnalysesReader {

    private final Binder binder;
    private final Problems problems;
    private final List<String> arms;

    /**
     * A reader.
     *
     * @param arms the names of the experiment's arms
     */
    AnalysesReader(Binder binder, Problems problems, List<String> arms) {
        this.binder = binder;
        this.problems = problems;
        this.arms = arms;
    }

    /** All of them, in the file's order; those with mistakes are left out. */
    List<AnalysisSpec> read(Optional<Node> node) {
        if (node.isEmpty() || (node.get() instanceof Scalar scalar && scalar.isNull())) {
            return List.of();
        }
        if (!(node.get() instanceof Sequence list)) {
            problems.add(
                    node.get().mark(),
                    "`analyses` takes a list, each an analysis, not "
                            + node.get().shown()
                            + (node.get() instanceof Scalar scalar ? "; write [" + scalar.text() + "]" : ""));
            return List.of();
        }
        List<AnalysisSpec> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node item : list.items()) {
            one(item).ifPresent(spec -> {
                if (names.add(spec.name())) {
                    all.add(spec);
                } else {
                    problems.add(
                            item.mark(),
                            "two analyses are called \"" + spec.name() + "\"; give this one its own `name`");
                }
            });
        }
        return List.copyOf(all);
    }

    private Optional<AnalysisSpec> one(Node item) {
        Optional<Part<Analysis<?>>> part = binder.part(Kind.ANALYSIS, item, "each in `analyses`", Keys.ANALYSIS)
                .filter(found -> found.service() instanceof Analysis<?>)
                .map(found -> new Part<Analysis<?>>((Analysis<?>) found.service(), found.settings()));
        Mapping map = Merge.asPart(item);
        int before = problems.count();
        Optional<String> name = name(map);
        List<String> chosen = map.get("arms").map(this::chosen).orElse(List.of());
        return problems.count() > before
                ? Optional.empty()
                : part.map(found -> new AnalysisSpec(name.orElseGet(found::type), found, chosen, item));
    }

    private Optional<String> name(Mapping map) {
        Optional<Node> node = map.get("name");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof Scalar scalar) || scalar.isNull()) {
            problems.add(
                    node.get().mark(),
                    "`name` of an analysis takes a text, not " + node.get().shown());
            return Optional.empty();
        }
        Keys.checkName(scalar, "an analysis", problems);
        return Optional.of(scalar.text());
    }

    private List<String> chosen(Node node) {
        List<Node> items = node instanceof Sequence list ? list.items() : List.of(node);
        List<String> chosen = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof Scalar scalar && arms.contains(scalar.text())) {
                chosen.add(scalar.text());
            } else {
                problems.add(
                        item.mark(),
                        item instanceof Scalar scalar && !scalar.isNull()
                                ? "no arm \"" + scalar.text() + "\""
                                        + Suggestions.hintAndList(scalar.text(), arms, "There are", "see `arms`")
                                : "`arms` of an analysis takes names of arms, not " + item.shown());
            }
        }
        return List.copyOf(chosen);
    }
}
