package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.AnalysedTrial;
import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.ComparisonScope;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.analysis.TrainedNetwork;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How alike the results of layers are: each layer's with each other's, and with what it was before training. */
@Type("similarity")
@Describe(
        "Compares what layers make of the same examples, up to rotations: each layer with each other one, with itself before"
                + " training, and with itself in other arms and seeds.")
public final class Similarity implements Analysis<Similarity.Settings> {

    private static final String ITSELF = "itself before training";

    /** What a user may set. */
    public record Settings(
            @Describe("The layers to compare (default: all).")
            Optional<List<String>> of,

            @Describe("The split to analyse.") @Default("test")
            Split split,

            @Describe("Largest number of examples of the split; the first ones are taken.")
            @Default("100")
            @Range(min = 4, max = 1000)
            int examples) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public void check(AnalysisSubject subject, Settings settings) {
        settings.of().orElse(List.of()).forEach(subject::layer);
        int found = Choices.examples(subject, settings.split(), settings.examples()).length;
        if (found < 4) {
            throw new IllegalArgumentException(
                    "has " + found + " examples to compare layers by; at least 4 are needed");
        }
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        int[] examples = Choices.examples(scope, settings.split(), settings.examples());
        List<String> layers = settings.of()
                .orElseGet(() -> scope.layers().stream().map(LayerResult::id).toList());
        int n = examples.length;
        List<double[]> trained = grams(scope.network(), layers, examples);
        List<double[]> untrained = grams(scope.untrained(), layers, examples);
        Table.Builder pairs = Table.of(
                "Similarity of two layers' activations for the same " + n
                        + " examples: 1 where one is the other up to rotation and"
                        + " scale, 0 where they have nothing in common. CKA: linear centred kernel alignment; without bias: the"
                        + " same, corrected for few examples; Procrustes: how near a rotation brings one to the other.",
                TableColumn.text("layer"),
                TableColumn.text("and"),
                TableColumn.value("CKA"),
                TableColumn.value("CKA without bias"),
                TableColumn.value("Procrustes"));
        for (int i = 0; i < layers.size(); i++) {
            double[] root = Likeness.root(trained.get(i), n);
            row(pairs, layers.get(i), ITSELF, trained.get(i), root, untrained.get(i), n);
            for (int j = i + 1; j < layers.size(); j++) {
                row(pairs, layers.get(i), layers.get(j), trained.get(i), root, trained.get(j), n);
            }
        }
        scope.put("layers", pairs.build());
        float[] all = new float[layers.size() * n * n];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) trained.get(i / (n * n))[i % (n * n)];
        }
        scope.put("grams", Shape.of(layers.size(), n, n), all);
        scope.put("probe", Shape.of(n), probe(scope, examples));
    }

    /** The sum of each example's inputs: trials that have other sums looked at other examples. */
    private static float[] probe(AnalysisScope scope, int[] examples) {
        float[] sums = new float[examples.length];
        for (Column column : scope.inputs()) {
            float[] rows = column.rows(examples);
            int width = rows.length / examples.length;
            for (int i = 0; i < rows.length; i++) {
                sums[i / width] += rows[i];
            }
        }
        return sums;
    }

    /** One trial's layers, as they were put. */
    private record Seen(AnalysedTrial trial, List<String> layers, float[] probe) {

        static Seen of(AnalysedTrial trial) {
            List<String> layers = Objects.requireNonNull(trial.tables().get("layers")).rows().stream()
                    .filter(row -> row.get(1).equals(Cell.of(ITSELF)))
                    .map(row -> ((Cell.Text) row.getFirst()).text())
                    .toList();
            return new Seen(trial, layers, trial.numbers("probe"));
        }

        boolean sawTheSame(Seen other) {
            return trial.factors().equals(other.trial.factors()) && Arrays.equals(probe, other.probe);
        }

        /** The Gram matrix of a layer. */
        double[] gram(float[] grams, String layer) {
            int size = probe.length * probe.length;
            double[] gram = new double[size];
            for (int i = 0; i < size; i++) {
                gram[i] = grams[layers.indexOf(layer) * size + i];
            }
            return gram;
        }
    }

    /** The layers that trials have alike: of two arms with one seed, of two seeds of one arm. */
    @Override
    public void compare(ComparisonScope scope, Settings settings) {
        List<Seen> all = scope.trials().stream().map(Seen::of).toList();
        Map<List<String>, double[]> arms = new LinkedHashMap<>();
        Map<List<String>, double[]> seeds = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Seen one = all.get(i);
            float[] own = one.trial().numbers("grams");
            boolean next = true;
            for (Seen other : all.subList(i + 1, all.size())) {
                boolean arm = one.trial().arm().equals(other.trial().arm());
                boolean seed = one.trial().seed() == other.trial().seed();
                if (arm != seed && one.sawTheSame(other) && (seed || next)) {
                    add(arm ? seeds : arms, one, own, other, arm);
                    next &= !arm; // Of seeds each one and the next: all pairs would take too long.
                }
            }
        }
        put(
                scope,
                "arms",
                "two arms, of one seed, for the same examples: means over seeds",
                arms,
                List.of("arm", "and arm", "layer"));
        put(
                scope,
                "seeds",
                "a seed of an arm and in the next one, where both saw the same examples: means over such pairs",
                seeds,
                List.of("arm", "layer"));
    }

    private static void add(Map<List<String>, double[]> sums, Seen one, float[] own, Seen other, boolean sameArm) {
        float[] others = other.trial().numbers("grams");
        int n = one.probe().length;
        for (String layer : one.layers()) {
            if (other.layers().contains(layer)) {
                double[] k = one.gram(own, layer);
                double[] l = other.gram(others, layer);
                List<String> key = sameArm
                        ? List.of(one.trial().arm(), layer)
                        : List.of(one.trial().arm(), other.trial().arm(), layer);
                double[] sum = sums.computeIfAbsent(key, known -> new double[4]);
                sum[0] += Likeness.cka(k, l);
                sum[1] += Likeness.unbiased(k, l, n);
                sum[2] += Likeness.procrustes(k, Likeness.root(k, n), l, n);
                sum[3]++;
            }
        }
    }

    private static void put(
            ComparisonScope scope, String name, String of, Map<List<String>, double[]> sums, List<String> words) {
        if (sums.isEmpty()) {
            return;
        }
        List<TableColumn> columns = new ArrayList<>();
        words.forEach(word -> columns.add(TableColumn.text(word)));
        columns.addAll(List.of(
                TableColumn.value("CKA"),
                TableColumn.value("CKA without bias"),
                TableColumn.value("Procrustes"),
                TableColumn.count("pairs")));
        List<List<Cell>> rows = new ArrayList<>();
        sums.forEach((key, sum) -> {
            List<Cell> row = new ArrayList<>();
            key.forEach(word -> row.add(Cell.of(word)));
            for (int i = 0; i < 3; i++) {
                row.add(Cell.of(sum[i] / sum[3]));
            }
            row.add(Cell.of(sum[3]));
            rows.add(row);
        });
        scope.put(name, new Table("Similarity of a layer's activations in " + of + ".", columns, rows));
    }

    private static void row(
            Table.Builder table, String one, String other, double[] k, double[] root, double[] l, int n) {
        table.row(one, other, Likeness.cka(k, l), Likeness.unbiased(k, l, n), Likeness.procrustes(k, root, l, n));
    }

    private static List<double[]> grams(TrainedNetwork network, List<String> layers, int[] examples) {
        Map<String, float[]> results = network.results(layers, examples);
        List<double[]> grams = new ArrayList<>();
        for (String layer : layers) {
            grams.add(Likeness.gram(Objects.requireNonNull(results.get(layer)), examples.length));
        }
        return grams;
    }
}
