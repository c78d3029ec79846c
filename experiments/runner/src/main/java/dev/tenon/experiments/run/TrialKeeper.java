package dev.tenon.experiments.run;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where trials are once they have ended, so that the memory of a run does not grow with what they learned. A trial's number is its
 * place in the order of the plan, from 0. Called from several threads at once, for each number from one.
 */
public interface TrialKeeper {

    /**
     * A trial that had ended before this run began, with or without its weights and scores; empty if it is to be run.
     */
    Optional<TrialRecord> ended(int number);

    /**
     * Keeps a trial.
     *
     * @return what of it stays in memory
     */
    TrialRecord keep(int number, TrialRecord trial, Optional<Features> features);

    /** A trial that is kept, with its weights and scores. */
    TrialRecord whole(int number);

    /** What the report draws of a trial that is kept, if it has that. */
    Optional<Features> features(int number);

    /** Where it is kept how far the others have come. */
    default Checkpoints checkpoints() {
        return Checkpoints.NONE;
    }

    /** Keeps everything in memory. */
    static TrialKeeper inMemory() {
        return new InMemory();
    }

    /** Everything in memory: for runs that are small, or leave no folder. */
    final class InMemory implements TrialKeeper {

        private record Kept(TrialRecord trial, Optional<Features> features) {}

        private final Map<Integer, Kept> all = new ConcurrentHashMap<>();

        private InMemory() {}

        @Override
        public Optional<TrialRecord> ended(int number) {
            return Optional.empty();
        }

        @Override
        public TrialRecord keep(int number, TrialRecord trial, Optional<Features> features) {
            all.put(number, new Kept(trial, features));
            return trial;
        }

        @Override
        public TrialRecord whole(int number) {
            return kept(number).trial;
        }

        @Override
        public Optional<Features> features(int number) {
            return kept(number).features;
        }

        private Kept kept(int number) {
            Kept kept = all.get(number);
            if (kept == null) {
                throw new IllegalArgumentException("trial " + number + " is not kept");
            }
            return kept;
        }
    }
}
