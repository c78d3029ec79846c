package dev.tenon.experiments.run;

import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.WeightSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The stages of an experiment, each trained once for each cell and seed, by whichever trial needs it first. By the
 * numeric contract the result is what any other trial would have got by training it itself. Trials that need a stage
 * while it is trained wait for it; they cannot wait for each other, as stages take weights in no circle.
 */
final class Stages {

    private record Key(Map<String, String> factors, long seed, StageName name) {}

    /** Which stage of a trial's cell and seed. */
    record StageName(String arm, String stage) {}

    private final Map<Key, FutureTask<List<StageOutcome>>> tasks = new ConcurrentHashMap<>();

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
        FutureTask<List<StageOutcome>> first = tasks.putIfAbsent(new Key(id.factors(), id.seed(), name), mine);
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
            outcome = runner.run(name.arm(), stage, needed);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new StageException(name.arm(), name.stage(), e);
        }
        List<StageOutcome> chain = new ArrayList<>(needed.values());
        chain.add(outcome);
        return List.copyOf(chain);
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
