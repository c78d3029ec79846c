package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Stages whose weights other arms use: trained once for each cell and seed, by whichever trial needs them first. By
 * the numeric contract the result is what the using arm would have got by training them itself.
 */
final class SharedStages {

    private record Key(Map<String, String> factors, long seed, String arm, String stage) {}

    private final Map<Key, FutureTask<List<StageOutcome>>> tasks = new ConcurrentHashMap<>();

    /** The stage and, before it, those of its arm and of others that it takes weights from. */
    List<StageOutcome> train(
            ExperimentSpec spec, TrialId id, String arm, String stage, StageRunner runner, Engine engine) {
        FutureTask<List<StageOutcome>> mine = new FutureTask<>(() -> compute(spec, id, arm, stage, runner, engine));
        FutureTask<List<StageOutcome>> first = tasks.putIfAbsent(new Key(id.factors(), id.seed(), arm, stage), mine);
        if (first == null) {
            mine.run();
        }
        FutureTask<List<StageOutcome>> task = first == null ? mine : first;
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private List<StageOutcome> compute(
            ExperimentSpec spec, TrialId id, String arm, String stage, StageRunner runner, Engine engine) {
        List<StageOutcome> needed = new ArrayList<>();
        StageSpec wanted = spec.arm(arm).stages().stream()
                .filter(s -> s.id().equals(stage))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("arm " + arm + " has no stage " + stage));
        StageOutcome outcome = runner.run(
                arm,
                wanted,
                new Tensors(engine),
                (otherArm, otherStage) -> {
                    List<StageOutcome> chain = train(spec, id, otherArm, otherStage, runner, engine);
                    for (StageOutcome each : chain) {
                        if (!needed.contains(each)) {
                            needed.add(each);
                        }
                    }
                    return chain.getLast();
                },
                (step, steps, loss) -> {});
        needed.add(outcome);
        return List.copyOf(needed);
    }
}
