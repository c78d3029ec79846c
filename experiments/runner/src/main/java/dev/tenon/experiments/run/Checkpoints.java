package dev.tenon.experiments.run;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Where it is kept how far trainings have come, so that a process that is killed loses little. Called from several threads at once. */
public interface Checkpoints {

    /**
     * Which training: trials of one cell and seed share their stages, each of which is trained once, under the arm that has it.
     *
     * @param trial of the arm that has the stage
     */
    record Training(TrialId trial, String stage) {}

    /** None are kept, and none are there. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public Optional<Checkpoint> last(Training training) {
            return Optional.empty();
        }

        @Override
        public void keep(Training training, Checkpoint checkpoint) {}

        @Override
        public void forget(Collection<Training> trainings) {}
    };

    /** How far an earlier process had come; empty if that is not known, and the training begins anew. */
    Optional<Checkpoint> last(Training training);

    /** Keeps how far a training has come, in place of what was kept of it before. */
    void keep(Training training, Checkpoint checkpoint);

    /** Removes what is kept of trainings that are needed no more. */
    void forget(Collection<Training> trainings);

    /**
     * One training's.
     *
     * @param interval how often they are written
     */
    record Of(Checkpoints all, Training training, CheckpointInterval interval) {

        static final Of NONE = new Of(
                Checkpoints.NONE, new Training(new TrialId("", Map.of(), 0), ""), new CheckpointInterval.Never());

        Optional<Checkpoint> last() {
            return all.last(training);
        }

        void keep(Checkpoint checkpoint) {
            all.keep(training, checkpoint);
        }
    }
}
