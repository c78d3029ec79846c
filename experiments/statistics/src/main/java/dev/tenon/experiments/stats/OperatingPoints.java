package dev.tenon.experiments.stats;

import dev.tenon.api.analysis.AnalysedTrial;
import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.ComparisonScope;
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
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.YesNo;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a yes or no is answered on several test sets at two thresholds that are chosen on the validation split and then kept: one for a high
 * sensitivity, one for a high specificity, as in screening (Gulshan et al., JAMA 316, 2016). A test set is the part of the test split of which a
 * column is known.
 */
@Type("operating-points")
@Describe(
        "Sensitivity and specificity on several test sets at a sensitive and at a specific threshold chosen on the validation split, and the areas under the ROC "
                + "curves, held against those of one arm.")
public final class OperatingPoints implements Analysis<OperatingPoints.Settings> {

    static final double CONFIDENCE = 0.95;

    /** What a user sets. */
    public record Settings(
            @Describe(
                    "the columns that answers are held against, each a test set: the examples of the test split of which it is known")
            List<String> against,

            @Describe("the part of validation examples with a yes that the sensitive threshold finds, at least")
            @Default("0.95")
            @Range(min = 0, max = 1, above = true)
            double sensitivity,

            @Describe("the part of validation examples with a no that the specific threshold leaves alone, at least")
            @Default("0.95")
            @Range(min = 0, max = 1, above = true)
            double specificity,

            @Describe("the arm whose areas are subtracted from those of the others (default: the first)")
            Optional<String> minus) {

        public Settings {
            against = List.copyOf(against);
            if (against.isEmpty()) {
                throw new IllegalArgumentException("against names no column; say which the answers are held against");
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public void check(AnalysisSubject subject, Settings settings) {
        Shape outputs = subject.layers().getLast().shape();
        if (outputs.rank() != 1 || outputs.size() > 2) {
            throw new IllegalArgumentException("needs a network that answers one yes or no; it has outputs " + outputs);
        }
        for (String name : settings.against()) {
            Column column = subject.column(name);
            if (column.positions().rank() > 0 || !YesNo.isOne(column.kind(), column.units())) {
                throw new IllegalArgumentException(
                        "is against column " + name + ", which is not one sign or two classes of whole examples");
            }
            for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
                float[] truth = column.rows(subject.examples().split(split));
                int yes = 0;
                int no = 0;
                for (float each : truth) {
                    yes += each > 0 ? 1 : 0;
                    no += each <= 0 ? 1 : 0;
                }
                if (yes < 2 || no < 2) {
                    throw new IllegalArgumentException("is against column " + name + ", of which the "
                            + (split == Split.TEST ? "test" : "validation") + " split has " + yes + " yes and " + no
                            + " no; two of each are needed");
                }
            }
        }
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        int[] test = scope.examples().split(Split.TEST);
        int[] validation = scope.examples().split(Split.VALIDATION);
        float[] scores = scores(scope, test);
        float[] chosenOn = scores(scope, validation);
        float[] truth = new float[settings.against().size() * test.length];
        String what =
                "Answers on each test set at two thresholds, chosen on the validation split so that a sensitivity of "
                        + settings.sensitivity() + " and a specificity of " + settings.specificity()
                        + " are reached there, then kept.";
        Table.Builder points = Table.of(
                what,
                TableColumn.text("test set"),
                TableColumn.text("threshold"),
                TableColumn.value("sensitivity"),
                TableColumn.value("specificity"));
        Table.Builder intervals = Table.of(
                what + " Wilson's 95 % intervals, about this network and other examples of the same kind.",
                TableColumn.text("test set"),
                TableColumn.text("threshold"),
                TableColumn.count("yes"),
                TableColumn.value("sensitivity"),
                TableColumn.count("no"),
                TableColumn.value("specificity"));
        for (int i = 0; i < settings.against().size(); i++) {
            String name = settings.against().get(i);
            Column column = scope.column(name);
            float[] own = column.rows(test);
            System.arraycopy(own, 0, truth, i * test.length, own.length);
            Scored chosen = Scored.of(chosenOn, column.rows(validation));
            Scored measured = Scored.of(scores, own);
            row(points, intervals, name, "sensitive", measured, chosen.sensitive(settings.sensitivity()));
            row(points, intervals, name, "specific", measured, chosen.specific(settings.specificity()));
        }
        scope.put("points", points.build());
        scope.putDetail("intervals", intervals.build());
        scope.put("scores", Shape.of(test.length), scores);
        scope.put("truth", Shape.of(settings.against().size(), test.length), truth);
    }

    private static void row(
            Table.Builder points,
            Table.Builder intervals,
            String set,
            String point,
            Scored measured,
            double threshold) {
        Proportion sensitivity = measured.right(true, threshold, CONFIDENCE);
        Proportion specificity = measured.right(false, threshold, CONFIDENCE);
        points.row(set, point, sensitivity.value(), specificity.value());
        intervals.row(set, point, sensitivity.of(), cell(sensitivity), specificity.of(), cell(specificity));
    }

    private static Cell cell(Proportion proportion) {
        return Cell.of(
                proportion.value(),
                proportion.wilson().low(),
                proportion.wilson().high());
    }

    private static float[] scores(AnalysisScope scope, int[] examples) {
        String last = scope.layers().getLast().id();
        float[] outputs = Objects.requireNonNull(
                scope.network().results(List.of(last), examples).get(last));
        Targets kind = outputs.length == examples.length ? Targets.SIGNS : Targets.CLASSES;
        double[] scores = YesNo.scores(kind, outputs);
        float[] rounded = new float[scores.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) scores[i];
        }
        return rounded;
    }

    /** The areas of the networks of the first seed, held against those of one arm. */
    @Override
    public void compare(ComparisonScope scope, Settings settings) {
        if (scope.trials().isEmpty()) {
            return;
        }
        AnalysedTrial first = scope.trials().getFirst();
        String reference = settings.minus().orElse(first.arm());
        List<AnalysedTrial> trials = scope.trials().stream()
                .filter(trial -> trial.seed() == first.seed() && trial.factors().equals(first.factors()))
                .toList();
        List<AreaRow> rows = new ArrayList<>();
        for (int i = 0; i < settings.against().size(); i++) {
            int set = i;
            Optional<AreaRow.Seen> theirs = trials.stream()
                    .filter(trial -> trial.arm().equals(reference))
                    .map(trial -> AreaRow.Seen.of(trial, set))
                    .findFirst();
            for (AnalysedTrial trial : trials) {
                AreaRow.Seen own = AreaRow.Seen.of(trial, i);
                rows.add(new AreaRow(
                        settings.against().get(i),
                        trial.arm(),
                        own.area(),
                        trial.arm().equals(reference)
                                ? Optional.empty()
                                : theirs.filter(own::sawTheSame)
                                        .map(other -> own.area().minus(other.area(), CONFIDENCE))));
            }
        }
        scope.put("areas", AreaRow.table(rows, first.seed(), reference));
    }
}
