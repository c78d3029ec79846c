package dev.tenon.experiments.run;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Examples;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.model.Checker;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.Problem;
import dev.tenon.experiments.spec.Repeats;
import dev.tenon.experiments.spec.SpecException;
import dev.tenon.experiments.spec.StageSpec;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs all trials of an experiment, several side by side where there are threads for it. A trial's result does not
 * depend on what runs beside it.
 */
public final class ExperimentRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ExperimentRunner.class);

    private final Services services;
    private final WeightReader reader;

    @Inject
    public ExperimentRunner(Services services, WeightReader reader) {
        this.services = services;
        this.reader = reader;
    }

    private record Job(Plan.Cell cell, TrialId id, boolean features) {}

    /**
     * Runs an experiment to its end. A trial that fails or diverges does not stop the others.
     *
     * @throws SpecException if the file does not fit its data; nothing was run
     * @throws DataException if the backend cannot run here
     * @throws CancellationException if the thread was interrupted
     */
    public ExperimentResult run(Plan plan, RunOptions options, RunListener listener) {
        DataLoader loader = new DataLoader(options.folder());
        KnownWeights weights = new KnownWeights(reader, options.folder());
        List<Problem> problems = Checker.check(plan, loader, services, weights);
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
        Backend backend = ready(options.backend());
        List<Job> jobs = jobs(plan);
        RunListener serial = new SerialListener(listener);
        serial.planned(jobs.size());
        TrialRunner runner = new TrialRunner(services, loader, weights, new Stages());
        ThreadShares shares = new ThreadShares(options.threads(), jobs.size());
        List<TrialRunner.Outcome> outcomes = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(
                shares.side(), Thread.ofPlatform().name("trial-", 0).factory());
        try {
            List<Future<TrialRunner.Outcome>> futures = new ArrayList<>();
            for (Job job : jobs) {
                futures.add(pool.submit(() -> run(job, runner, backend, shares, serial)));
            }
            for (Future<TrialRunner.Outcome> future : futures) {
                outcomes.add(future.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            pool.shutdownNow();
            pool.close();
        }
        List<TrialRecord> trials =
                outcomes.stream().map(TrialRunner.Outcome::trial).toList();
        List<Features> features = outcomes.stream()
                .map(TrialRunner.Outcome::features)
                .flatMap(Optional::stream)
                .map(each -> each.with(spots(plan, loader, each.trial(), trials)))
                .toList();
        return new ExperimentResult(plan, trials, features, loader.inputs());
    }

    private static List<Features.Spot> spots(Plan plan, DataLoader loader, TrialId id, List<TrialRecord> trials) {
        ExperimentSpec spec = plan.cells().getLast().spec();
        List<TrialRecord> ofArm = trials.stream()
                .filter(trial -> trial.id().arm().equals(id.arm())
                        && trial.id().factors().equals(id.factors()))
                .toList();
        StageSpec stage = spec.arm(id.arm()).last();
        Examples examples = loader.load(spec, stage.data());
        boolean answersTarget = Objective.column(stage, examples)
                .name()
                .equals(examples.target().name());
        return answersTarget ? Spots.of(examples, ofArm) : List.of();
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }

    private Backend ready(String type) {
        Backend backend =
                services.backend(type).orElseThrow(() -> new DataException(services.missing(Kind.BACKEND, type)));
        return switch (backend.probe()) {
            case Availability.Ready ready -> backend;
            case Availability.Unavailable no ->
                throw new DataException(
                        "backend " + backend.type() + " cannot run here: " + no.reason() + "; " + no.remedy());
        };
    }

    private static List<Job> jobs(Plan plan) {
        List<Job> jobs = new ArrayList<>();
        Repeats repeats = Repeats.of(plan);
        Map<String, String> last = plan.cells().getLast().factors();
        for (Plan.Cell cell : plan.cells()) {
            List<Long> seeds = cell.spec().design().seeds().values();
            for (ArmSpec arm : cell.spec().arms()) {
                if (repeats.repeated(arm.name(), cell.factors())) {
                    continue;
                }
                boolean lastCell = cell.factors().equals(repeats.first(arm.name(), last));
                for (long seed : seeds) {
                    boolean features = lastCell && seed == seeds.getFirst();
                    jobs.add(new Job(cell, new TrialId(arm.name(), cell.factors(), seed), features));
                }
            }
        }
        return jobs;
    }

    private static TrialRunner.Outcome run(
            Job job, TrialRunner runner, Backend backend, ThreadShares shares, RunListener listener) {
        listener.trialStarted(job.id());
        TrialRunner.Outcome outcome;
        try (ThreadShares.Share share = shares.begin();
                Engine engine = new SharingEngine(backend, share::threads)) {
            outcome = runner.run(job.cell().spec(), job.id(), engine, job.features(), listener);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | Error e) { // A plugin's AssertionError or lack of memory ends its trial alone.
            LOG.error("trial {} failed", job.id(), e);
            outcome = new TrialRunner.Outcome(
                    new TrialRecord(
                            job.id(),
                            TrialRecord.Status.FAILED,
                            StageException.reason(e),
                            List.of(),
                            0,
                            Map.of(),
                            new float[0]),
                    Optional.empty());
        }
        listener.trialFinished(outcome.trial(), outcome.features());
        return outcome;
    }

    /** One call at a time, whoever calls. */
    private record SerialListener(RunListener to) implements RunListener {

        @Override
        public void planned(int trials) {
            synchronized (to) {
                to.planned(trials);
            }
        }

        @Override
        public void trialStarted(TrialId id) {
            synchronized (to) {
                to.trialStarted(id);
            }
        }

        @Override
        public void progress(TrialId id, String stage, long step, long steps, double loss) {
            synchronized (to) {
                to.progress(id, stage, step, steps, loss);
            }
        }

        @Override
        public void trialFinished(TrialRecord trial, Optional<Features> features) {
            synchronized (to) {
                to.trialFinished(trial, features);
            }
        }
    }
}
