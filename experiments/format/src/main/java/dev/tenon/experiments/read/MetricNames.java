package dev.tenon.experiments.read;

import dev.tenon.api.data.Split;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.settings.KebabCase;
import dev.tenon.experiments.yaml.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Metrics as a file names them, {@code test.accuracy}. */
final class MetricNames {

    private static final List<String> SPLITS =
            Arrays.stream(Split.values()).map(KebabCase::ofEnum).toList();

    private final Services services;
    private final List<String> measures;

    /**
     * Names that may be used.
     *
     * @param measures those that the file gives to metrics itself
     */
    MetricNames(Services services, List<String> measures) {
        this.services = services;
        this.measures = measures;
    }

    /** Whether a metric of the name is installed or the file's own. */
    private boolean known(String metric) {
        return measures.contains(metric) || services.find(Kind.METRIC, metric).isPresent();
    }

    /** What is wrong with a name, if anything. */
    Optional<String> mistake(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            boolean metric = known(name);
            return Optional.of("\"" + name + "\" is not a metric of a split; "
                    + (metric ? "write \"test." + name + "\"" : "write split.metric, such as test.accuracy"));
        }
        String split = name.substring(0, dot);
        String metric = name.substring(dot + 1);
        if (!SPLITS.contains(split)) {
            return Optional.of("no split \"" + split + "\"" + Suggestions.hintAndList(split, SPLITS, "There are", ""));
        }
        if (!known(metric)) {
            return Optional.of(services.missing(Kind.METRIC, metric));
        }
        Problems needs = new Problems();
        if (!measures.contains(metric)) {
            Measures.plain(services, metric, needs);
        }
        return needs.sorted().stream()
                .findFirst()
                .map(problem -> problem.message() + "; give it another name in compare.measures");
    }
}
