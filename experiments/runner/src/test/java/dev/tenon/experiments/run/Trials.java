package dev.tenon.experiments.run;

import dev.tenon.api.data.DataException;
import dev.tenon.api.plugin.Service;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.model.EarlierRuns;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.spec.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs small experiments. */
public final class Trials {

    private static final Services INSTALLED = Services.installed();

    /** Of a machine without earlier runs. */
    static final WeightReader NO_RUN = (run, trial) -> {
        throw new DataException(run + " is not a run");
    };

    /** The same, for a check. */
    public static final EarlierRuns NO_RUNS = new CachedWeights(NO_RUN, Path.of(""));

    private Trials() {}

    /** What is installed, bars, and what a test adds. */
    public static Services services(Service... more) {
        return INSTALLED.with(new Bars()).with(more);
    }

    /** The plan of a text. */
    public static Plan plan(Services services, String text, String... overrides) {
        return new PlanReader(services).readText("test.yaml", text, List.of(overrides));
    }

    static ExperimentResult run(String text, String... overrides) {
        return run(services(), text, 1, overrides);
    }

    static ExperimentResult run(Services services, String text, int threads, String... overrides) {
        return run(services, text, threads, new Deaf() {}, overrides);
    }

    static ExperimentResult run(
            Services services, String text, int threads, RunListener listener, String... overrides) {
        return new ExperimentRunner(services, NO_RUN)
                .run(plan(services, text, overrides), new RunOptions("cpu", threads, Path.of("")), listener);
    }

    /** One arm, and of others only the stages that it takes layers from. */
    static ExperimentResult only(String arm, String text, String... overrides) {
        return new ExperimentRunner(services(), NO_RUN)
                .run(
                        plan(services(), text, overrides),
                        new RunOptions("cpu", 1, Path.of("")),
                        new Deaf() {},
                        TrialKeeper.inMemory(),
                        trial -> trial.id().arm().equals(arm));
    }

    /** The trial of an arm's seed. */
    static TrialRecord trial(ExperimentResult result, String arm, long seed) {
        return result.trials().stream()
                .filter(trial -> trial.id().arm().equals(arm) && trial.id().seed() == seed)
                .findFirst()
                .orElseThrow();
    }

    /** A tensor of a stage, by its name within the stage. */
    static float[] tensor(StageRecord stage, String name) {
        return stage.weights().stream()
                .filter(tensor -> tensor.name().equals(stage.stage() + "/" + name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in "
                        + stage.weights().stream().map(NamedTensor::name).toList()))
                .values();
    }

    /** Everything of a trial that must be the same, however it is run, as text: floats by their bits. */
    static String bits(TrialRecord trial) {
        StringBuilder text = new StringBuilder();
        text.append(trial.id()).append(' ').append(trial.status()).append(' ').append(trial.message());
        text.append(' ').append(trial.examples()).append(' ').append(trial.metrics());
        text.append(" scores ").append(bits(trial.answers().scores()));
        for (StageRecord stage : trial.stages()) {
            text.append('\n')
                    .append(stage.arm())
                    .append('/')
                    .append(stage.stage())
                    .append(' ')
                    .append(stage.steps());
            text.append(' ').append(stage.losses());
            stage.weights()
                    .forEach(tensor ->
                            text.append('\n').append(tensor.name()).append(' ').append(bits(tensor.values())));
        }
        return text.toString();
    }

    static String bits(float[] values) {
        StringBuilder text = new StringBuilder();
        for (float value : values) {
            text.append(Integer.toHexString(Float.floatToRawIntBits(value))).append(' ');
        }
        return text.toString();
    }

    static List<String> bits(ExperimentResult result) {
        return result.trials().stream().map(Trials::bits).toList();
    }

    /** Hears nothing, but for what a test overrides. */
    abstract static class Deaf implements RunListener {

        @Override
        public void planned(int trials, DataInputs inputs) {}

        @Override
        public void trialStarted(TrialId id) {}

        @Override
        public void progress(TrialId id, String stage, long step, long steps, double loss) {}

        @Override
        public void trialFinished(TrialRecord trial, Optional<Features> features) {}
    }
}
