package dev.tenon.experiments.read;

import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.settings.Binder;
import dev.tenon.experiments.settings.Setting;
import dev.tenon.experiments.spec.AnalysisSpec;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.DataSpec;
import dev.tenon.experiments.spec.DesignSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.spec.ReportSpec;
import dev.tenon.experiments.spec.TuneSpec;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.Scalars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One cell's tree, checked whole, as a spec. */
final class ExperimentReader {

    private static final Mapping EMPTY = new Mapping(List.of(), new Mark("", 1, 1));

    private final Services services;
    private final Optional<PathCheck> paths;
    private final Problems problems;
    private final Binder binder;

    /** A reader; whether files are there is looked at if there is a folder to see them from. */
    ExperimentReader(Services services, Optional<Path> folder, Problems problems) {
        this.services = services;
        this.paths = folder.map(found -> new PathCheck(found, problems));
        this.problems = problems;
        this.binder = new Binder(services, problems);
    }

    /** The spec, or nothing where there is a mistake. */
    Optional<ExperimentSpec> read(Mapping root) {
        int before = problems.count();
        for (Entry entry : root.entries()) {
            if (!Keys.TOP.contains(entry.key().text())) {
                problems.add(entry.key().mark(), unknown(entry.key().text()));
            }
        }
        Optional<String> name = text(root, "experiment", true);
        Optional<String> question = text(root, "question", false);
        Mapping dataTree = section(root, "data", true);
        Map<String, DataSpec> data = new DataReader(binder, paths, problems).read(dataTree);
        ArmTrees trees = new ArmTrees(section(root, "arms", true), problems);
        ArmReader reader = new ArmReader(trees, defaults(root, dataTree.keys()), services, paths, problems);
        List<ArmSpec> arms = new ArrayList<>();
        trees.all().forEach(tree -> reader.read(tree).ifPresent(arms::add));
        StageCycles.check(arms, problems);
        Optional<DesignSpec> design = settings(DesignSpec.class, root, "design");
        Mapping comparison = section(root, "compare", false);
        checkCompare(comparison, trees.names());
        LevelCheck.check(comparison, Variation.factors(root), problems);
        LawCheck.check(comparison, Variation.factors(root), problems);
        LevelCheck.ranks(comparison, Variation.factors(root), trees.names(), problems);
        Optional<CompareSpec> compare =
                settings(CompareSpec.class, root, "compare").map(spec -> against(spec, trees.names()));
        StopCheck.crossed(section(root, "design", false), Variation.factors(root), design, compare, problems);
        if (compare.flatMap(CompareSpec::partLabels).isPresent() && problems.count() == before) {
            PartLabelsCheck.check(comparison, arms, problems);
        }
        StopCheck.check(comparison, compare, design, trees.names(), problems);
        Optional<ReportSpec> report = settings(ReportSpec.class, root, "report");
        TuneReader tuner = new TuneReader(root, trees.all(), binder, problems);
        Optional<TuneSpec> tune = tuner.read(metricNames(comparison));
        if (tune.isPresent() && compare.isPresent() && problems.count() == before) {
            List<ArmSpec> tuned = tuner.tuned(tune.get().choosing(compare.get().primary()), arms, this::arm);
            arms.clear();
            arms.addAll(tuned);
        }
        List<AnalysisSpec> analyses = new AnalysesReader(binder, problems, trees.names()).read(root.get("analyses"));
        boolean whole = problems.count() == before
                && name.isPresent()
                && question.isPresent()
                && design.isPresent()
                && compare.isPresent()
                && report.isPresent();
        return whole
                ? Optional.of(new ExperimentSpec(
                        name.get(),
                        question.get(),
                        data,
                        List.copyOf(arms),
                        design.get(),
                        compare.get(),
                        report.get(),
                        analyses))
                : Optional.empty();
    }

    /** An arm of a file that was read already, with something changed. */
    Optional<ArmSpec> arm(Mapping root, String name, Problems own) {
        ExperimentReader reader = new ExperimentReader(services, Optional.empty(), own);
        List<String> sets = reader.section(root, "data", true).keys();
        ArmTrees trees = new ArmTrees(reader.section(root, "arms", true), own);
        ArmReader arms = new ArmReader(trees, reader.defaults(root, sets), services, Optional.empty(), own);
        return trees.get(name).flatMap(arms::read);
    }

    private static String unknown(String key) {
        String none = "no key \"" + Scalars.shortened(key) + "\" at the top";
        if (key.equals("train")) {
            return none + "; it belongs under `defaults`";
        }
        return Keys.TRAIN.contains(key)
                ? none + "; it belongs under `train` of `defaults`"
                : none + Suggestions.hintAndList(key, Keys.TOP, "The keys are", "");
    }

    private Optional<String> text(Mapping root, String key, boolean needed) {
        Optional<Node> node = root.get(key);
        if (node.isEmpty()) {
            if (needed) {
                problems.add(root.mark(), "the file needs `" + key + "`: a name for it");
                return Optional.empty();
            }
            return Optional.of("");
        }
        if (!(node.get() instanceof Scalar scalar) || (needed && scalar.isNull())) {
            problems.add(
                    node.get().mark(),
                    "`" + key + "` takes a text, not " + node.get().shown());
            return Optional.empty();
        }
        return !needed || Keys.checkName(scalar, "an experiment", problems)
                ? Optional.of(scalar.isNull() ? "" : scalar.text())
                : Optional.empty();
    }

    /** A map under a top-level key; one without entries if it is left out. */
    private Mapping section(Mapping root, String key, boolean needed) {
        Optional<Node> node = root.get(key);
        boolean nothing = node.isEmpty() || (node.get() instanceof Scalar scalar && scalar.isNull());
        Mark mark = root.entry(key).map(entry -> entry.key().mark()).orElse(root.mark());
        if (nothing) {
            if (needed) {
                problems.add(
                        mark,
                        "the file needs `" + key + "`: at least one " + (key.equals("data") ? "data set" : "arm"));
            }
            return EMPTY.at(mark);
        }
        if (!(node.get() instanceof Mapping map)) {
            problems.add(
                    node.get().mark(),
                    "`" + key + "` takes a map, not " + node.get().shown());
            return EMPTY.at(mark);
        }
        if (needed && map.entries().isEmpty()) {
            problems.add(map.mark(), "`" + key + "` is empty");
        }
        return map;
    }

    private ArmReader.Defaults defaults(Mapping root, List<String> dataSets) {
        Mapping defaults = section(root, "defaults", false);
        for (Entry entry : defaults.entries()) {
            String key = entry.key().text();
            if (!Keys.DEFAULTS.contains(key)) {
                problems.add(entry.key().mark(), StageTrees.unknown("`defaults`", key, Keys.DEFAULTS));
            }
        }
        Mapping train = new StageTrees("", problems).train(defaults);
        return new ArmReader.Defaults(defaults.get("data"), train, dataSets, measured(root));
    }

    private <R extends Record> Optional<R> settings(Class<R> type, Mapping root, String key) {
        return binder.record(type, section(root, key, false), key, List.of());
    }

    /** Checks the names in {@code compare}, whatever else may be wrong there. */
    private void checkCompare(Mapping compare, List<String> arms) {
        checkMeasures(measures(compare));
        MetricNames names = metricNames(compare);
        Node primary = compare.get("primary")
                .orElseGet(() -> new Scalar(
                        Setting.defaultOf(CompareSpec.class, "primary").orElseThrow(), true, compare.mark()));
        List<Node> metrics = new ArrayList<>(List.of(primary));
        if (compare.get("metrics").orElse(primary) instanceof Node.Sequence list) {
            metrics.addAll(list.items());
        }
        for (Node metric : metrics) {
            if (metric instanceof Scalar name && !name.isNull()) {
                names.mistake(name.text()).ifPresent(mistake -> problems.add(name.mark(), mistake));
            } else if (metric instanceof Mapping) {
                problems.add(
                        metric.mark(),
                        "a metric with settings gets a name in `measures` of compare: measures: {mine: {metric:"
                                + " {type: top-k, k: 3}}}, and is called test.mine here");
            }
        }
        if (compare.get("against").orElse(compare) instanceof Scalar wrong
                && !wrong.isNull()
                && !arms.contains(wrong.text())) {
            problems.add(
                    wrong.mark(),
                    "no arm \"" + wrong.text() + "\""
                            + Suggestions.hintAndList(wrong.text(), arms, "There are", "see `arms`"));
        }
    }

    private static Mapping measures(Mapping compare) {
        return compare.get("measures")
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .orElse(EMPTY);
    }

    private MetricNames metricNames(Mapping compare) {
        return new MetricNames(services, measures(compare).keys());
    }

    private void checkMeasures(Mapping measures) {
        for (Entry entry : measures.entries()) {
            Keys.checkName(entry.key(), "a measure", problems);
            if (services.find(Kind.METRIC, entry.key().text()).isPresent()) {
                problems.add(
                        entry.key().mark(),
                        "\"" + entry.key().text() + "\" is the name of a metric; give this measure another one");
            }
        }
    }

    /** The ids of layers that a measure is of. */
    private List<String> measured(Mapping root) {
        List<String> layers = new ArrayList<>();
        if (root.get("compare").orElse(root) instanceof Mapping compare
                && compare.get("measures").orElse(root) instanceof Mapping measures) {
            for (Entry entry : measures.entries()) {
                if (entry.value() instanceof Mapping measure
                        && measure.get("of").orElse(measure) instanceof Scalar of) {
                    layers.add(of.text());
                }
            }
        }
        return layers;
    }

    /** With the arm that others are compared with filled in. */
    private static CompareSpec against(CompareSpec spec, List<String> arms) {
        Optional<String> against = spec.against().or(() -> arms.stream().findFirst());
        return spec.against(against);
    }
}
