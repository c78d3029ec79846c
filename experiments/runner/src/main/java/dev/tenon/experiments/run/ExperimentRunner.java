package dev.tenon.experiments.run;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Examples;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.model.Checker;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.views.AnswerCounts;
import dev.tenon.experiments.views.WorstMistakes;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    private final StopRule rule;

    /** A runner of experiments that stop no arm. */
    public ExperimentRunner(Services services, WeightReader reader) {
        this(services, reader, StopRule.none());
    }

    @Inject
    public ExperimentRunner(Services services, WeightReader reader, StopRule rule) {
        this.services = services;
        this.reader = reader;
        this.rule = rule;
    }

    /**
     * Runs an experiment to its end. A trial that fails or diverges does not stop the others.
     *
     * @throws SpecException if the file does not fit its data; nothing was run
     * @throws DataException if the backend cannot run here
     * @throws CancellationException if the thread was interrupted
     */
    public ExperimentResult run(Plan plan, RunOptions options, RunListener listener) {
        return run(plan, options, listener, TrialKeeper.inMemory());
    }

    /**
     * The same, with trials kept elsewhere.
     *
     * @param keeper of the trials that end; those that it has already are not run
     * @return the trials without weights and scores if the keeper does not leave them in memory, but for those whose features the
     *     report draws
     */
    public ExperimentResult run(Plan plan, RunOptions options, RunListener listener, TrialKeeper keeper) {
        return run(plan, options, listener, keeper, trial -> true);
    }

    /**
     * The same for some of the trials; the result has them and those that the keeper has already.
     *
     * @param wanted which
     */
    public ExperimentResult run(
            Plan plan, RunOptions options, RunListener listener, TrialKeeper keeper, Predicate<PlannedTrial> wanted) {
        DataLoader loader = new DataLoader(options.folder());
        CachedWeights weights = new CachedWeights(reader, options.folder());
        List<PlannedTrial> all = PlannedTrial.of(plan);
        List<Long> seeds = all.stream()
                .filter(wanted)
                .map(job -> job.id().seed())
                .distinct()
                .toList();
        List<Problem> problems = Checker.check(plan, loader, services, weights, seeds);
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
        Backend chosen = Backends.ready(services, options.backend());
        Backend backend = options.against()
                .<Backend>map(other -> new TwinBackend(chosen, Backends.ready(services, other)))
                .orElse(chosen);
        RunListener serial = new SerialListener(listener);
        serial.planned((int) all.stream().filter(wanted).count(), loader.inputs());
        loader.readings().forEach(LOG::info); // Now that the run has a log.
        @Nullable TrialRecord[] trials = new TrialRecord[all.size()];
        Map<TrialId, Integer> before = new HashMap<>();
        for (PlannedTrial job : all) {
            Optional<TrialRecord> ended = keeper.ended(job.number());
            if (ended.isPresent()) {
                trials[job.number()] = ended.get();
                before.put(job.id(), job.number());
            }
        }
        List<PlannedTrial> jobs = all.stream()
                .filter(job -> trials[job.number()] != null || wanted.test(job))
                .toList();
        List<PlannedTrial> missing = jobs.stream()
                .filter(job -> trials[job.number()] == null)
                .sorted(Comparator.comparingInt(PlannedTrial::order))
                .toList();
        Stages stages = new Stages(id -> Optional.ofNullable(before.get(id))
                .map(keeper::whole)
                .filter(trial -> trial.status() == TrialRecord.Status.COMPLETED));
        serial.alreadyEnded((int) jobs.stream().filter(wanted).count() - missing.size());
        TrialRunner runner =
                new TrialRunner(services, loader, weights, stages, keeper.checkpoints(), options.checkpoint());
        Work work = (job, shares) -> {
            TrialRunner.Outcome outcome = run(job, runner, backend, shares, serial);
            boolean last = stages.ended(job.id());
            trials[job.number()] = keeper.keep(job.number(), outcome.trial(), outcome.features());
            // Of a trial that has completed, others find its stages in what is kept of it.
            Predicate<TrialId> done = outcome.trial().status() == TrialRecord.Status.COMPLETED
                    ? id -> last || id.equals(job.id())
                    : id -> last;
            keeper.checkpoints()
                    .forget(trainings(job)
                            .filter(each -> done.test(each.trial()))
                            .toList());
            serial.trialFinished(outcome.trial(), outcome.features());
        };
        Looks looks = new Looks(plan, all, trials, loader.inputs());
        // Of a part of the trials nothing can be said about arms.
        boolean part = jobs.size() < all.size();
        for (int look : part ? looks.last() : looks.each()) {
            List<PlannedTrial> wave = missing.stream()
                    .filter(job -> looks.isBefore(job, look) && trials[job.number()] == null)
                    .filter(job -> part || !looks.isStopped(job))
                    .toList();
            wave.forEach(job -> stages.expect(job.id()));
            run(wave, options.threads(), work);
            if (!part) {
                looks.stop(look, rule);
            }
        }
        for (PlannedTrial job : part ? List.<PlannedTrial>of() : looks.stopped()) {
            TrialRecord stopped = TrialRecord.stopped(job.id(), looks.why(job));
            boolean ran = trials[job.number()] != null;
            trials[job.number()] = keeper.keep(job.number(), stopped, Optional.empty());
            if (!ran) {
                serial.trialFinished(stopped, Optional.empty());
            }
        }
        return new Ending(plan, loader, keeper).result(jobs, trials);
    }

    /** All that a trial and those of its cell and seed may have trained. */
    private static Stream<Checkpoints.Training> trainings(PlannedTrial trial) {
        return trial.cell().spec().arms().stream()
                .flatMap(arm -> arm.stages().stream()
                        .map(stage -> new Checkpoints.Training(
                                new TrialId(
                                        arm.name(),
                                        trial.id().factors(),
                                        trial.id().seed()),
                                stage.id())));
    }

    private interface Work {
        void run(PlannedTrial job, ThreadBudget shares);
    }

    /** Several side by side where there are threads for it. */
    private static void run(List<PlannedTrial> jobs, int threads, Work work) {
        if (jobs.isEmpty()) {
            return;
        }
        ThreadBudget shares = new ThreadBudget(threads, jobs.size());
        ExecutorService pool = Executors.newFixedThreadPool(
                shares.side(), Thread.ofPlatform().name("trial-", 0).factory());
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (PlannedTrial job : jobs) {
                futures.add(pool.submit(() -> work.run(job, shares)));
            }
            for (Future<?> future : futures) {
                future.get();
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
    }

    /** Makes the result, once the trials have ended. */
    private record Ending(Plan plan, DataLoader loader, TrialKeeper keeper) {

        ExperimentResult result(List<PlannedTrial> jobs, @Nullable TrialRecord[] trials) {
            Map<String, PlannedTrial> drawn = new LinkedHashMap<>();
            Map<String, Features> found = new HashMap<>();
            jobs.stream()
                    .filter(PlannedTrial::features)
                    .forEach(job -> keeper.features(job.number()).ifPresent(kept -> {
                        drawn.put(job.id().arm(), job);
                        found.put(job.id().arm(), kept);
                    }));
            Map<String, DetectionByPosition> spots = spots(drawn, jobs, trials);
            List<Features> features = new ArrayList<>();
            drawn.forEach((arm, job) -> {
                TrialRecord whole = keeper.whole(job.number());
                trials[job.number()] = whole;
                features.add(Objects.requireNonNull(found.get(arm))
                        .with(
                                Objects.requireNonNull(spots.get(arm)).all(),
                                counts(job, jobs, trials),
                                mistakes(job, whole.answers())));
            });
            List<TrialRecord> ended =
                    Stream.of(trials).flatMap(Stream::ofNullable).toList();
            List<Finding> across = ended.size() < trials.length ? List.of() : Across.of(plan, trials, keeper::whole);
            return new ExperimentResult(plan, ended, features, loader.inputs(), across);
        }

        /** By arm. Seed by seed, as the memory for data may hold no more than one seed's. */
        private Map<String, DetectionByPosition> spots(
                Map<String, PlannedTrial> drawn, List<PlannedTrial> jobs, @Nullable TrialRecord[] trials) {
            ExperimentSpec spec = plan.cells().getLast().spec();
            Map<String, DetectionByPosition> spots = new HashMap<>();
            drawn.keySet().forEach(arm -> spots.put(arm, new DetectionByPosition()));
            drawn.values().stream()
                    .flatMap(of -> ofArm(of, jobs, trials))
                    .sorted(Comparator.comparingInt(PlannedTrial::order))
                    .forEach(job -> {
                        StageSpec stage = spec.arm(job.id().arm()).last();
                        Examples examples =
                                loader.load(spec, stage.data(), job.id().seed());
                        if (Objective.of(stage, examples.columns())
                                .column()
                                .name()
                                .equals(examples.target()
                                        .name())) { // Else it answers something else than whether the thing is there.
                            Objects.requireNonNull(spots.get(job.id().arm()))
                                    .add(
                                            examples,
                                            keeper.whole(job.number()).answers().scores());
                        }
                    });
            return spots;
        }

        private Optional<AnswerCounts> counts(
                PlannedTrial of, List<PlannedTrial> jobs, @Nullable TrialRecord[] trials) {
            ExperimentSpec spec = plan.cells().getLast().spec();
            StageSpec stage = spec.arm(of.id().arm()).last();
            TargetTable table =
                    measured(stage, loader.load(spec, stage.data(), of.id().seed()));
            return AnswerCounts.of(
                    table.kind(),
                    table.units(),
                    ofArm(of, jobs, trials)
                            .map(job -> keeper.whole(job.number()).answers()));
        }

        private static TargetTable measured(StageSpec stage, Examples examples) {
            return Objective.of(stage, examples.columns()).measured(Optional.empty(), Optional.empty());
        }

        private List<WorstMistakes.Mistake> mistakes(PlannedTrial of, TestPredictions answers) {
            ExperimentSpec spec = plan.cells().getLast().spec();
            StageSpec stage = spec.arm(of.id().arm()).last();
            Examples examples = loader.load(spec, stage.data(), of.id().seed());
            return WorstMistakes.of(
                    measured(stage, examples), answers, examples.columns().getFirst(), WorstMistakes.MOST);
        }

        /** The completed trials of the arm and cell of one of them. */
        private static Stream<PlannedTrial> ofArm(
                PlannedTrial of, List<PlannedTrial> jobs, @Nullable TrialRecord[] trials) {
            return jobs.stream()
                    .filter(job -> job.id().arm().equals(of.id().arm())
                            && job.id().factors().equals(of.id().factors()))
                    .filter(job ->
                            Objects.requireNonNull(trials[job.number()]).status() == TrialRecord.Status.COMPLETED);
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }

    private static TrialRunner.Outcome run(
            PlannedTrial job, TrialRunner runner, Backend backend, ThreadBudget shares, RunListener listener) {
        listener.trialStarted(job.id());
        TrialRunner.Outcome outcome;
        try (ThreadBudget.Share share = shares.begin()) {
            outcome = runner.run(
                    job.cell().spec(),
                    job.id(),
                    () -> new ThreadLimitedEngine(backend, share::threads),
                    job.features(),
                    listener);
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
                            TestPredictions.NONE),
                    Optional.empty());
        }
        return outcome;
    }

    /** One call at a time, whoever calls. */
    private record SerialListener(RunListener to) implements RunListener {

        @Override
        public void planned(int trials, DataInputs inputs) {
            synchronized (to) {
                to.planned(trials, inputs);
            }
        }

        @Override
        public void alreadyEnded(int trials) {
            synchronized (to) {
                to.alreadyEnded(trials);
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
