package dev.tenon.experiments;

import dev.tenon.api.backend.Availability;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.Environment;
import dev.tenon.experiments.record.RunWeights;
import dev.tenon.experiments.record.RunWriter;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.ExperimentRunner;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.session.InstalledVersions;
import dev.tenon.experiments.session.NewRun;
import dev.tenon.experiments.session.Reporter;
import dev.tenon.experiments.session.RunSession;
import dev.tenon.experiments.spec.Plan;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Runs a plan, in memory or into a folder. */
final class Running {

    private final Services services;
    private final Plan plan;
    private final RunSettings settings;
    private final RunOptions options;
    private final ExperimentRunner runner;

    Running(Services services, Plan plan, Path from, RunSettings settings) {
        this.services = services;
        this.plan = plan;
        this.settings = settings;
        this.options = new RunOptions(settings.backend(), settings.threads(), from);
        this.runner = new ExperimentRunner(services, new RunWeights(), new Reporter(services));
    }

    Run run() {
        if (settings.folder().isPresent()) {
            return into(settings.folder().get());
        }
        ExperimentResult result = runner.run(plan, options, new Heard(settings.listener()));
        return Run.inMemory(services, result);
    }

    private Run into(Path folder) {
        RunWriter.refuseTaken(folder);
        try (RunSession session = new RunSession(
                plan,
                Clock.systemUTC(),
                Optional.of(new Heard(settings.listener())),
                new NewRun(() -> RunWriter.create(folder), plan, options.folder(), services),
                read -> InstalledVersions.inputs(services, plan, read, options.folder()),
                settings.listener()::told)) {
            write(session);
        }
        return Run.saved(services, folder);
    }

    private void write(RunSession session) {
        try {
            ExperimentResult result = runner.run(plan, options, session, session);
            session.trialsEnded();
            Reporter.Reports reports = new Reporter(services).reports(result);
            session.finish(
                    result,
                    (started, duration) -> new Environment(
                            List.of(),
                            options.folder().toAbsolutePath(),
                            options.backend(),
                            devices(),
                            options.threads(),
                            started,
                            duration),
                    reports::writeTo);
        } catch (CancellationException e) {
            session.abandon("it was interrupted.");
            throw e;
        } catch (RuntimeException | Error e) {
            session.abandon("an error ended it: " + e + ".");
            throw e;
        }
    }

    private List<String> devices() {
        return services.backend(options.backend())
                .map(found -> found.probe() instanceof Availability.Ready ready ? ready.devices() : List.<String>of())
                .orElse(List.of());
    }

    /** Passes on what a listener from outside is to hear. */
    private record Heard(Listener to) implements RunSession.Shown {

        @Override
        public void planned(int trials, DataInputs inputs) {
            to.planned(trials);
        }

        @Override
        public void trialStarted(TrialId id) {
            to.started(id.path());
        }

        @Override
        public void progress(TrialId id, String stage, long step, long steps, double loss) {
            to.progress(id.path(), stage, step, steps, loss);
        }

        @Override
        public void trialFinished(TrialRecord trial, Optional<Features> features) {
            to.ended(new Trial(trial, () -> trial));
        }

        @Override
        public void close() {}
    }
}
