package dev.tenon.experiments.record;

import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.model.LayerSummary;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.Finding;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.AnalysisSpec;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ArmTuning;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.StageSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether what a run folder says of its trials fits its experiment. Digests tell only that the files are those of the manifest,
 * which whoever changes the one can write anew. Methods throw {@link BundleException} for the first thing that does not fit.
 */
final class Consistency {

    private final String where;

    private Consistency(String where) {
        this.where = where;
    }

    /**
     * Checks the trials of a run.
     *
     * @param file what to call it in messages
     * @param withTensors whether weights and scores were read too
     */
    static void trials(String file, Plan plan, List<TrialRecord> trials, boolean withTensors) {
        Consistency whole = new Consistency(file + ": trials");
        List<PlannedTrial> planned = PlannedTrial.of(plan);
        whole.require(
                planned.size() == trials.size(), "are " + trials.size() + "; the experiment has " + planned.size());
        Map<Map<String, String>, Map<String, Integer>> scores = new HashMap<>();
        for (int i = 0; i < trials.size(); i++) {
            TrialRecord trial = trials.get(i);
            Consistency one = new Consistency(file + ": trials[" + i + "]");
            one.trial(trial, planned.get(i), withTensors);
            Integer other = scores.computeIfAbsent(trial.id().factors(), key -> new HashMap<>())
                    .putIfAbsent(trial.id().arm(), trial.answers().scores().length);
            one.require(
                    other == null || trial.answers().scores().length == other || !isCompleted(trial),
                    "has " + trial.answers().scores().length + " scores; another seed of its arm has " + other);
        }
    }

    /**
     * Checks a trial by itself.
     *
     * @param file what to call it in messages
     * @param planned which it should be
     */
    static void trial(String file, TrialRecord trial, PlannedTrial planned) {
        new Consistency(file).trial(trial, planned, false);
    }

    private void trial(TrialRecord trial, PlannedTrial planned, boolean withTensors) {
        require(
                trial.id().equals(planned.id()),
                "is trial " + trial.id() + "; the experiment has " + planned.id() + " there");
        ExperimentSpec spec = planned.cell().spec();
        trial(trial, spec.with(tuned(trial, spec.arm(trial.id().arm()))), withTensors);
    }

    /** The arm with the settings that were chosen, which are the best of those that were tried. */
    private ArmSpec tuned(TrialRecord trial, ArmSpec arm) {
        if (trial.status() == TrialRecord.Status.FAILED || trial.status() == TrialRecord.Status.STOPPED) {
            return arm;
        }
        require(
                trial.tuning().isPresent() == arm.tuning().isPresent(),
                arm.tuning().isPresent() ? "has no tuning, but its arm is tuned" : "is tuned, but its arm is not");
        if (trial.tuning().isEmpty()) {
            return arm;
        }
        ArmTuning by = arm.tuning().orElseThrow();
        trial.tuning().get().mistakes(by).forEach(mistake -> require(false, mistake));
        return arm.with(by.candidates().get(trial.tuning().get().chosen()));
    }

    private static boolean isCompleted(TrialRecord trial) {
        return trial.status() == TrialRecord.Status.COMPLETED;
    }

    private void trial(TrialRecord trial, ExperimentSpec spec, boolean withTensors) {
        ArmSpec arm = spec.arm(trial.id().arm());
        boolean completed = isCompleted(trial);
        require(
                !completed || trial.metrics().containsKey(spec.compare().primary()),
                "completed without " + spec.compare().primary() + ", the experiment's primary metric");
        require(completed || trial.metrics().isEmpty(), "did not complete, but has metrics");
        boolean whole = completed && trial.metrics().values().stream().noneMatch(value -> Double.isNaN(value));
        require(whole == trial.message().isEmpty(), whole ? "completed, but has a message" : "has no message");
        List<String> analyses = completed
                ? spec.analyses().stream()
                        .filter(each -> each.isOf(arm.name()))
                        .map(AnalysisSpec::name)
                        .toList()
                : List.of();
        List<String> found = trial.findings().stream().map(Finding::analysis).toList();
        require(found.equals(analyses), "has findings of the analyses " + found + "; the experiment has " + analyses);
        for (int i = 0; i < trial.stages().size(); i++) {
            StageRecord stage = trial.stages().get(i);
            new Consistency(where + ".stages[" + i + "]").stage(stage, spec, withTensors);
        }
        for (StageSpec stage : completed ? arm.stages() : List.<StageSpec>of()) {
            require(
                    trial.stages().stream()
                            .anyMatch(each -> each.arm().equals(arm.name())
                                    && each.stage().equals(stage.id())),
                    "completed without its stage " + stage.id());
        }
        require(
                !completed
                        || (trial.last().arm().equals(arm.name())
                                && trial.last().stage().equals(arm.last().id())),
                "completed, but its last stage is not stage " + arm.last().id() + " of arm " + arm.name());
    }

    private void stage(StageRecord stage, ExperimentSpec spec, boolean withTensors) {
        Optional<StageSpec> planned = spec.arms().stream()
                .filter(arm -> arm.name().equals(stage.arm()))
                .flatMap(arm -> arm.stages().stream())
                .filter(each -> each.id().equals(stage.stage()))
                .findFirst();
        require(
                planned.isPresent(),
                "is stage " + stage.stage() + " of arm " + stage.arm() + ", which the experiment does not have");
        planned.ifPresent(found -> {
            require(
                    stage.data().equals(found.data()),
                    "has the data set " + stage.data() + "; the experiment has " + found.data());
            List<String> layers = stage.layers().stream()
                    .map(layer -> layer.id() + ": " + layer.type())
                    .toList();
            List<String> wanted =
                    found.layers().stream().map(Consistency::named).toList();
            require(layers.equals(wanted), "has the layers " + layers + "; the experiment has " + wanted);
        });
        require(stage.trainable() <= stage.parameters(), "trains more parameters than it has");
        if (withTensors) {
            stage.layers().forEach(layer -> weights(stage, layer));
        }
    }

    private static String named(LayerSpec layer) {
        return layer.id() + ": " + layer.layer().type();
    }

    /** A layer's weights are its parameters and, where it has some, states. */
    private void weights(StageRecord stage, LayerSummary layer) {
        long there = stage.weights().stream()
                .filter(tensor -> tensor.name().startsWith(stage.stage() + "/" + layer.id() + "/"))
                .mapToLong(tensor -> tensor.shape().size())
                .sum();
        require(
                there >= layer.parameters(),
                "has " + there + " weights of layer " + layer.id() + ", which has " + layer.parameters()
                        + " parameters");
    }

    /**
     * Checks what the report draws of an arm.
     *
     * @param file what to call it in messages
     * @param trials that of {@code features} among them, if all is right
     */
    static void features(String file, Features features, Plan plan, List<TrialRecord> trials) {
        Consistency all = new Consistency(file);
        TrialRecord trial = trials.stream()
                .filter(each -> each.id().equals(features.trial()) && isCompleted(each))
                .findFirst()
                .orElseThrow(() -> new BundleException(
                        file + ": trial: is " + features.trial() + ", which is not a completed trial of the run"));
        all.require(
                features.trial().factors().equals(plan.cells().getLast().factors()),
                "trial: is " + features.trial() + ", which is not in the last cell");
        int count = features.count();
        List<LayerSummary> layers = trial.last().layers();
        all.require(
                features.layers().stream()
                        .map(Features.LayerFeatures::id)
                        .toList()
                        .equals(layers.stream().map(LayerSummary::id).toList()),
                "layers: are not those of the trial's last stage");
        for (int i = 0; i < layers.size(); i++) {
            Features.LayerFeatures layer = features.layers().get(i);
            List<Integer> extents = layer.shape().toList();
            Consistency one = new Consistency(file + ": layers[" + i + "]");
            one.require(
                    layer.type().equals(layers.get(i).type()),
                    "has the type " + layer.type() + ", in the trial "
                            + layers.get(i).type());
            one.require(
                    extents.getFirst() == count
                            && extents.subList(1, extents.size())
                                    .equals(layers.get(i).shape()),
                    "has results " + extents + "; the trial has "
                            + layers.get(i).shape() + " for each of " + count + " images");
        }
        all.require(
                features.outputs().length == features.layers().getLast().values().length,
                "outputs: are not as many as the last layer's results");
        all.require(
                features.targets().size() == count,
                "targets: are " + features.targets().size() + " for " + count + " images");
        all.require(
                features.annotations().size() == count,
                "annotations: are " + features.annotations().size() + " for " + count + " images");
        List<Integer> output = features.layers().getLast().shape().toList();
        int units = output.size() < 2 ? 1 : output.getLast();
        all.require(
                features.names().size() == units || features.names().size() <= 1,
                "names: are " + features.names().size() + " for " + units + " outputs");
    }

    private void require(boolean right, String wrong) {
        if (!right) {
            throw new BundleException(where + (where.endsWith("]") || where.endsWith("trials") ? " " : ": ") + wrong
                    + "; the run cannot be read");
        }
    }

    /** Checks that tensors are those of a stage: {@code stage/layer/parameter}. */
    static void names(String file, String stage, List<NamedTensor> tensors) {
        for (NamedTensor tensor : tensors) {
            String[] parts = tensor.name().split("/", -1);
            if (parts.length < 3 || !parts[0].equals(stage)) {
                throw new BundleException(
                        file + ": " + tensor.name() + " is not a name of weights, which is stage/layer/parameter");
            }
        }
    }

    /** Checks that there are as many targets and scores for each test example. */
    static void answers(String where, TestPredictions answers) {
        int n = answers.count();
        boolean fit = n == 0
                ? answers.targets().length == 0
                : answers.scores().length % n == 0 && answers.targets().length % n == 0 && answers.targets().length > 0;
        new Consistency(where)
                .require(
                        fit,
                        "has " + answers.scores().length + " scores and " + answers.targets().length + " targets for "
                                + n + " test examples");
    }
}
