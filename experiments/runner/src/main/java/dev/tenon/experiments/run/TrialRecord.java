package dev.tenon.experiments.run;

import dev.tenon.experiments.data.TestPredictions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of one trial.
 *
 * @param status how it ended
 * @param message for people: what happened at which step; of a completed trial why metrics have no value, or empty
 * @param stages in the order they were trained, shared ones included
 * @param examples distinct examples that all its stages learned from, shared stages included: what the arm is
 *     charged for
 * @param metrics by name, as {@code test.accuracy}; empty unless it completed
 * @param answers over the test split; none unless it completed
 * @param tuning what was tried before; empty if the arm is not tuned, or the trial failed
 * @param findings of the analyses of its arm, in the file's order; none unless it completed
 */
public record TrialRecord(
        TrialId id,
        Status status,
        String message,
        List<StageRecord> stages,
        int examples,
        Map<String, Double> metrics,
        TestPredictions answers,
        Optional<Tuning> tuning,
        List<Finding> findings) {

    /** A trial that nothing was found in. */
    public TrialRecord(
            TrialId id,
            Status status,
            String message,
            List<StageRecord> stages,
            int examples,
            Map<String, Double> metrics,
            TestPredictions answers,
            Optional<Tuning> tuning) {
        this(id, status, message, stages, examples, metrics, answers, tuning, List.of());
    }

    /** Of an arm that is not tuned. */
    public TrialRecord(
            TrialId id,
            Status status,
            String message,
            List<StageRecord> stages,
            int examples,
            Map<String, Double> metrics,
            TestPredictions answers) {
        this(id, status, message, stages, examples, metrics, answers, Optional.empty());
    }

    /** How a trial ended. */
    public enum Status {
        COMPLETED,
        /** The loss became infinite or not a number. */
        DIVERGED,
        /** Something threw. */
        FAILED,
        /** It was not run, for its arm was stopped before: the message says why. */
        STOPPED
    }

    /** A trial that is not run. */
    static TrialRecord stopped(TrialId id, String why) {
        return new TrialRecord(id, Status.STOPPED, why, List.of(), 0, Map.of(), TestPredictions.NONE);
    }

    /** The same with what was tried before. */
    TrialRecord tuned(Tuning by) {
        return new TrialRecord(id, status, message, stages, examples, metrics, answers, Optional.of(by), findings);
    }

    /** The same with other findings. */
    public TrialRecord with(List<Finding> others) {
        return new TrialRecord(id, status, message, stages, examples, metrics, answers, tuning, others);
    }

    /** The stage whose network is compared. */
    public StageRecord last() {
        return stages.getLast();
    }
}
