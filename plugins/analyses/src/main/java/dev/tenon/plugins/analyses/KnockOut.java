package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.Computation;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes units away and looks what the network cannot do any more (Morcos et al., On the importance of single directions for
 * generalization, ICLR 2018; Zhou et al., Revisiting the importance of individual units in CNNs via ablation, 2018).
 */
@Type("knock-out")
@Describe("Sets each unit of a layer to 0, or to its mean, and measures how much accuracy that costs, class by class.")
public final class KnockOut implements Analysis<KnockOut.Settings> {

    private static final String OUTPUT = "output";
    private static final String KEEP = "keep";
    private static final String INSTEAD = "instead";

    /** What a unit that is taken away gives. */
    public enum Instead {
        @Describe("0 at each place")
        ZERO,
        @Describe("its mean over the examples and places that are measured")
        MEAN
    }

    /** What a user may set. */
    public record Settings(
            @Describe("The layer whose units are ablated.") String of,

            @Describe("The output of an ablated unit.") @Default("zero")
            Instead instead,

            @Describe("Number of adjacent units to ablate together.") @Default("1") @Range(min = 1)
            int together,

            @Describe("A column of classes or signs by which examples are grouped, if not by the target itself.")
            Optional<String> by,

            @Describe("The split to analyse.") @Default("test")
            Split split,

            @Describe("Largest number of examples of the split; the first ones are taken.")
            @Default("1000")
            @Range(min = 1)
            int examples) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public void check(AnalysisSubject subject, Settings settings) {
        LayerResult layer = subject.layer(settings.of());
        if (layer.id().equals(subject.layers().getLast().id())) {
            throw new IllegalArgumentException("has layer " + layer.id()
                    + " as its output, whose units are the outputs themselves; name a layer before it");
        }
        Choices.examples(subject, settings.split(), settings.examples());
        Correctness.check(subject.target());
        settings.by().map(subject::column).ifPresent(TargetGroups::check);
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        LayerResult layer = scope.layer(settings.of());
        int[] examples = Choices.examples(scope, settings.split(), settings.examples());
        Correctness answers = Correctness.of(scope.target(), examples);
        Column by = settings.by().map(scope::column).orElse(scope.target());
        TargetGroups groups = TargetGroups.of(by, answers, examples);
        int units = layer.units();
        int parts = Math.ceilDiv(units, settings.together());
        String output = scope.layers().getLast().id();
        try (Computation computation = scope.network().compile(graph -> {
            Value keep = graph.given(KEEP, Shape.of(units));
            Value instead = graph.given(INSTEAD, Shape.of(units));
            Map<String, Value> results = graph.apply(
                    graph.inputs(),
                    Map.of(
                            layer.id(),
                            result -> Ops.add(Ops.multiply(result, keep), Ops.multiply(instead, gone(keep)))));
            return Map.of(OUTPUT, Objects.requireNonNull(results.get(output)));
        })) {
            float[] means = settings.instead() == Instead.MEAN ? means(scope, layer, examples) : new float[units];
            computation.give(INSTEAD, means);
            double[] whole = groups.accuracies(answers.right(without(computation, examples, units, 0, 0)));
            double[][] left = new double[parts][];
            for (int part = 0; part < parts; part++) {
                int from = part * settings.together();
                int to = Math.min(from + settings.together(), units);
                left[part] = groups.accuracies(answers.right(without(computation, examples, units, from, to)));
            }
            put(scope, settings, groups, whole, left, units);
        }
    }

    /** 1 where a unit is taken away. */
    private static Value gone(Value keep) {
        return Ops.subtract(Ops.constant(1), keep);
    }

    /** The network's outputs without the units from a place on. */
    private static float[] without(Computation computation, int[] examples, int units, int from, int to) {
        float[] keep = new float[units];
        Arrays.fill(keep, 1f);
        Arrays.fill(keep, from, to, 0f);
        computation.give(KEEP, keep);
        return Objects.requireNonNull(computation.run(examples).get(OUTPUT));
    }

    private static float[] means(AnalysisScope scope, LayerResult layer, int[] examples) {
        float[] results = Objects.requireNonNull(
                scope.network().results(List.of(layer.id()), examples).get(layer.id()));
        int units = layer.units();
        double[] sums = new double[units];
        for (int i = 0; i < results.length; i++) {
            sums[i % units] += results[i];
        }
        int places = results.length / units;
        float[] means = new float[units];
        for (int unit = 0; unit < units; unit++) {
            means[unit] = (float) (sums[unit] / places);
        }
        return means;
    }

    private static void put(
            AnalysisScope scope, Settings settings, TargetGroups groups, double[] whole, double[][] left, int units) {
        String what = settings.together() == 1 ? "unit" : "group of units";
        Table.Builder classes = Table.of(
                "Accuracy with all units of layer " + settings.of() + ", and how much of it each " + what
                        + " costs that is knocked out: the most that any one of them costs, the next, and their mean.",
                TableColumn.text("of"),
                TableColumn.count("examples"),
                TableColumn.value("accuracy"),
                TableColumn.value("largest drop"),
                TableColumn.value("second drop"),
                TableColumn.value("mean drop"));
        Table.Builder details = Table.of(
                "Loss of accuracy for each class when a " + what + " of layer " + settings.of() + " is knocked out.",
                TableColumn.text(settings.together() == 1 ? "unit" : "units"),
                TableColumn.text("of"),
                TableColumn.value("accuracy"),
                TableColumn.value("drop"));
        float[] drops = new float[left.length * whole.length];
        for (int group = 0; group < whole.length; group++) {
            double[] own = new double[left.length];
            double sum = 0;
            for (int part = 0; part < left.length; part++) {
                own[part] = whole[group] - left[part][group];
                sum += own[part];
                drops[part * whole.length + group] = (float) own[part];
                details.row(units(part, settings.together(), units), groups.name(group), left[part][group], own[part]);
            }
            Arrays.sort(own);
            classes.row(
                    groups.name(group),
                    groups.count(group),
                    whole[group],
                    own[own.length - 1],
                    own.length > 1 ? own[own.length - 2] : Double.NaN,
                    sum / own.length);
        }
        scope.put("classes", classes.build());
        scope.putDetail("units", details.build());
        scope.put("drops", Shape.of(left.length, whole.length), drops);
    }

    private static String units(int part, int together, int units) {
        int from = part * together;
        int to = Math.min(from + together, units) - 1;
        return from == to ? Integer.toString(from) : from + " to " + to;
    }
}
