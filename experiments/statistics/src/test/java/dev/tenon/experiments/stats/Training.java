package dev.tenon.experiments.stats;

import dev.tenon.api.data.DataException;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.ExperimentRunner;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.RunListener;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs small experiments, for tests of what is said of them. */
final class Training {

    private Training() {}

    static ExperimentResult run(Services services, String text, String... overrides) {
        Plan plan = new PlanReader(services).readText("test.yaml", text, List.of(overrides));
        ExperimentRunner runner = new ExperimentRunner(services, (run, trial) -> {
            throw new DataException(run + " is not a run");
        });
        return runner.run(plan, new RunOptions("cpu", 1, Path.of("")), new Deaf());
    }

    private static final class Deaf implements RunListener {

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
