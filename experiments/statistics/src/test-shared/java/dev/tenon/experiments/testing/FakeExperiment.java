package dev.tenon.experiments.testing;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.TrialRecord.Status;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.CrossSpec;
import dev.tenon.experiments.spec.DesignSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LawSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.ReportSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.StopSpec;
import dev.tenon.experiments.spec.WeightSource;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.yaml.Mark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Makes up results of experiments: any arms, cells and seeds, any values. */
public final class FakeExperiment {

    /** What a made-up trial gives. */
    @FunctionalInterface
    public interface Outcome {
        /** The trial of an arm in a cell with a seed. */
        TrialRecord of(TrialId id);
    }

    private static final Mark MARK = new Mark("fake.yaml", 1, 1);

    private String name = "fake";
    private String question = "Is it made up?";
    private final List<String> arms = new ArrayList<>();
    private List<Map<String, String>> cells = List.of(Map.of());
    private int seeds = 10;
    private Optional<CrossSpec> cross = Optional.empty();
    private String data = "digits";
    private CompareSpec compare = compare("test.accuracy", Optional.empty(), 0.0, CompareSpec.Match.NOTHING);
    private List<Features> features = List.of();
    private DataInputs inputs = DataInputs.NONE;
    private String source = "experiment: fake\n";

    /** How arms are compared, at 95 % confidence. */
    public static CompareSpec compare(
            String primary, Optional<String> against, double relevant, CompareSpec.Match match) {
        return new CompareSpec(
                primary,
                List.of(),
                Optional.empty(),
                against,
                Map.of(),
                0.95,
                relevant,
                match,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same at levels of what varies. */
    public static CompareSpec at(String primary, Map<String, Object> levels) {
        return new CompareSpec(
                primary,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                levels,
                0.95,
                0,
                CompareSpec.Match.NOTHING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with ranks over data sets. */
    public static CompareSpec ranks(String primary, String setting) {
        return new CompareSpec(
                primary,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                0.95,
                0,
                CompareSpec.Match.NOTHING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(setting),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with a law. */
    public static CompareSpec law(String primary, LawSpec law) {
        return new CompareSpec(
                primary,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                0.95,
                0,
                CompareSpec.Match.NOTHING,
                Optional.empty(),
                Optional.empty(),
                Optional.of(law),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with all pairs. */
    public static CompareSpec pairs(double relevant) {
        return new CompareSpec(
                "test.accuracy",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                0.95,
                relevant,
                CompareSpec.Match.NOTHING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true));
    }

    /** The same with looks. */
    public static CompareSpec stop(double relevant, StopSpec stop) {
        return new CompareSpec(
                "test.accuracy",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                0.95,
                relevant,
                CompareSpec.Match.NOTHING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(stop),
                Optional.empty());
    }

    public FakeExperiment named(String newName, String newQuestion) {
        name = newName;
        question = newQuestion;
        source = "experiment: " + newName + "\nquestion: " + newQuestion + "\n";
        return this;
    }

    public FakeExperiment arms(String... names) {
        Collections.addAll(arms, names);
        return this;
    }

    public FakeExperiment data(String newData) {
        data = newData;
        return this;
    }

    public FakeExperiment seeds(int count) {
        seeds = count;
        return this;
    }

    /** Crosses draws of the data, weights and orders. */
    public FakeExperiment cross(int ofData, int ofWeights, int ofOrder) {
        cross = Optional.of(new CrossSpec(
                Optional.of(ofData),
                Optional.empty(),
                Optional.of(ofWeights),
                Optional.of(ofOrder),
                Optional.empty(),
                Optional.empty()));
        return seeds(ofData * ofWeights * ofOrder);
    }

    public FakeExperiment comparing(CompareSpec spec) {
        compare = spec;
        return this;
    }

    public FakeExperiment inputs(DataInputs newInputs) {
        inputs = newInputs;
        return this;
    }

    public FakeExperiment features(List<Features> newFeatures) {
        features = newFeatures;
        return this;
    }

    /** Varies one setting. */
    public FakeExperiment vary(String setting, Object... values) {
        List<Map<String, String>> more = new ArrayList<>();
        for (Map<String, String> cell : cells) {
            for (Object value : values) {
                Map<String, String> extended = new LinkedHashMap<>(cell);
                extended.put(setting, value.toString());
                more.add(extended);
            }
        }
        cells = more;
        return this;
    }

    /** Runs every trial. */
    public ExperimentResult run(Outcome outcome) {
        List<Plan.Cell> planned = cells.stream()
                .map(factors -> new Plan.Cell(factors, spec(factors)))
                .toList();
        List<TrialRecord> trials = new ArrayList<>();
        for (Map<String, String> cell : cells) {
            for (String arm : arms) {
                for (long seed = 0; seed < seeds; seed++) {
                    trials.add(outcome.of(new TrialId(arm, cell, seed)));
                }
            }
        }
        return new ExperimentResult(new Plan(planned, source, source), trials, features, inputs);
    }

    private ExperimentSpec spec(Map<String, String> factors) {
        Optional<Integer> examples = Factors.examples(factors).map(Double::intValue);
        List<ArmSpec> specs = arms.stream()
                .map(arm -> new ArmSpec(
                        arm,
                        List.of(new StageSpec(
                                "main",
                                data,
                                List.of(LayerSpec.IMAGE),
                                List.of(new LayerSpec(
                                        "dense",
                                        Stubs.layer("dense"),
                                        List.of(LayerSpec.IMAGE),
                                        false,
                                        new WeightSource.Fresh(),
                                        Optional.empty(),
                                        MARK)),
                                Stubs.train(examples, 20),
                                MARK)),
                        MARK))
                .toList();
        DesignSpec design = new DesignSpec(
                new DesignSpec.Seeds(LongStream.range(0, seeds).boxed().toList()),
                Map.of(),
                List.of(),
                Optional.empty(),
                0,
                cross);
        return new ExperimentSpec(name, question, Map.of(), specs, design, compare, new ReportSpec(6));
    }

    /** A completed trial with some metrics and one stage. */
    public static TrialRecord completed(TrialId id, Map<String, Double> metrics, int examples, StageRecord... stages) {
        return new TrialRecord(id, Status.COMPLETED, "", List.of(stages), examples, metrics, TestPredictions.NONE);
    }

    /** A trial that diverged in its stage. */
    public static TrialRecord diverged(TrialId id, StageRecord stage) {
        return new TrialRecord(
                id, Status.DIVERGED, "the loss was NaN at step 7", List.of(stage), 0, Map.of(), TestPredictions.NONE);
    }

    /** A stage of given size without layers. */
    public static StageRecord stage(String arm, int examples, long parameters) {
        return stage(arm, "digits", examples, parameters);
    }

    /** The same on another data set. */
    public static StageRecord stage(String arm, String data, int examples, long parameters) {
        return new StageRecord(
                arm,
                "main",
                data,
                examples,
                100,
                parameters,
                parameters,
                10 * parameters,
                List.of(),
                List.of(),
                List.of());
    }

    /** A trial whose only metric is the primary one. */
    public static TrialRecord scored(TrialId id, String metric, double value) {
        return completed(id, Map.of(metric, value), 64, stage(id.arm(), 64, 500));
    }

    /** A standard normal number that belongs to a trial and a name. */
    public static double normal(TrialId id, String what) {
        return new RandomStream(id.seed(), id.arm() + id.factors() + what).nextGaussian();
    }
}
