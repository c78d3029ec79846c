package dev.tenon.experiments.run;

import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.WeightSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The stages of an experiment, each trained once for each cell and seed, by whichever trial needs it first. By the
 * numeric contract the result is what any other trial would have got by training it itself. Trials that need a stage
 * while it is trained wait for it; they cannot wait for each other, as stages take weights in no circle. What the trials of a
 * cell and seed learned is forgotten once all of them have ended. Trials of arms that are tuned share nothing: each of them has
 * stages of its own.
 */
final class Stages {

    /** Whose trials share stages. */
    private record Group(Map<String, String> factors, long seed) {

        static Group of(TrialId id) {
            return new Group(id.factors(), id.seed());
        }
    }

    /** Finds what a trial that ended before this run began has learned. */
    interface Earlier {

        /** All of a trial that completed; empty if it did not, or is still to be run. */
        Optional<TrialRecord> find(TrialId id);
    }

    /** Which stage of a trial's cell and seed. */
    record StageName(String arm, String stage) {}

    private final Map<Group, Map<StageName, FutureTask<List<StageOutcome>>>> tasks = new ConcurrentHashMap<>();
    private final Map<Group, Integer> waiting = new ConcurrentHashMap<>();
    private final Earlier earlier;

    /** Of trials that are all still to be run. */
    Stages() {
        this(id -> Optional.empty());
    }

    Stages(Earlier earlier) {
        this.earlier = earlier;
    }

    /** Says that a trial is to be run, before any is. */
    void expect(TrialId id) {
        waiting.merge(Group.of(id), 1, Integer::sum);
    }

    /**
     * Says that a trial has ended.
     *
     * @return whether it was the last of its cell and seed
     */
    boolean ended(TrialId id) {
        Group group = Group.of(id);
        if (waiting.computeIfPresent(group, (key, count) -> count > 1 ? count - 1 : null) == null) {
            tasks.remove(group);
            return true;
        }
        return false;
    }

    /**
     * A stage and, before it, those that it takes weights from. Where one of these diverged, it is the last, and those
     * that need it are not trained.
     *
     * @param runner of the trial that asks, for what is not trained yet
     * @throws StageException if the stage, or one that it needs, could not be trained
     * @throws CancellationException if the thread is interrupted
     */
    List<StageOutcome> train(ExperimentSpec spec, TrialId id, StageName name, StageRunner runner) {
        FutureTask<List<StageOutcome>> mine = new FutureTask<>(() -> compute(spec, id, name, runner));
        FutureTask<List<StageOutcome>> first = tasks.computeIfAbsent(Group.of(id), group -> new ConcurrentHashMap<>())
                .putIfAbsent(name, mine);
        if (first == null) {
            mine.run();
        }
        FutureTask<List<StageOutcome>> task = first == null ? mine : first;
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private List<StageOutcome> compute(ExperimentSpec spec, TrialId id, StageName name, StageRunner runner) {
        StageSpec stage = stage(spec, name);
        Map<StageName, StageOutcome> needed = new LinkedHashMap<>();
        for (LayerSpec layer : stage.layers()) {
            if (layer.weights() instanceof WeightSource.Stage from) {
                List<StageOutcome> chain = train(spec, id, new StageName(from.arm(), from.stage()), runner);
                chain.forEach(each -> needed.putIfAbsent(name(each), each));
                if (chain.getLast().isDiverged()) {
                    return List.copyOf(needed.values());
                }
            }
        }
        StageOutcome outcome;
        try {
            outcome = earlier(spec, id, name).orElseGet(() -> runner.run(name.arm(), stage, needed));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new StageException(name.arm(), name.stage(), e);
        }
        List<StageOutcome> chain = new ArrayList<>(needed.values());
        chain.add(outcome);
        return List.copyOf(chain);
    }

    /** A stage of another arm's trial that completed before this run began; not of a tuned one, whose settings are its own. */
    private Optional<StageOutcome> earlier(ExperimentSpec spec, TrialId id, StageName name) {
        if (spec.arm(name.arm()).tuning().isPresent()) {
            return Optional.empty();
        }
        return earlier.find(new TrialId(name.arm(), id.factors(), id.seed())).stream()
                .flatMap(trial -> trial.stages().stream())
                .filter(stage -> stage.arm().equals(name.arm()) && stage.stage().equals(name.stage()))
                .map(stage -> new StageOutcome(stage, ""))
                .findFirst();
    }

    /** Which stage an outcome is of. */
    static StageName name(StageOutcome outcome) {
        return new StageName(outcome.record().arm(), outcome.record().stage());
    }

    private static StageSpec stage(ExperimentSpec spec, StageName name) {
        return spec.arm(name.arm()).stages().stream()
                .filter(each -> each.id().equals(name.stage()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("arm " + name.arm() + " has no stage " + name.stage()));
    }
}
