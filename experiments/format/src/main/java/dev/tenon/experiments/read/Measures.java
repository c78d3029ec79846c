package dev.tenon.experiments.read;

import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.settings.Binder;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.MeasureSpec;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Problems;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the names that a file compares by mean: measures of its own, or metrics with their defaults. */
public record Measures(Services services, CompareSpec compare) {

    /** All names, as {@code test.accuracy}: the primary one first. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        names.add(compare.primary());
        names.addAll(compare.metrics());
        return names;
    }

    /** What a name with its split measures; empty if no such metric is installed, or it cannot do without settings. */
    public Optional<MeasureSpec> find(String name) {
        String metric = name.substring(name.indexOf('.') + 1);
        return compare.own(metric)
                .or(() -> plain(services, metric, new Problems()).map(MeasureSpec::of));
    }

    /**
     * What a name with its split measures.
     *
     * @throws IllegalStateException if no such metric is installed, which reading the file would have said
     */
    public MeasureSpec of(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException(
                        services.missing(Kind.METRIC, name.substring(name.indexOf('.') + 1))));
    }

    /** A metric with its defaults; what it needs besides is a problem. */
    static Optional<Part<Metric<?>>> plain(Services services, String metric, Problems problems) {
        if (services.find(Kind.METRIC, metric).isEmpty()) {
            return Optional.empty();
        }
        return new Binder(services, problems)
                .part(Kind.METRIC, new Node.Scalar(metric, true, new Mark("", 1, 1)), "metric " + metric, List.of())
                .map(part -> new Part<>((Metric<?>) part.service(), part.settings()));
    }
}
