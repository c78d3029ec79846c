package dev.tenon.experiments.run;

import java.util.Map;

/** Decides which arms need no further seeds, where {@code compare.stop} asks for that. */
public interface StopRule {

    /**
     * Which arms are to be stopped now, each with the reason in words. It depends on nothing but its argument, so that a run that is
     * repeated or resumed stops the same arms.
     *
     * @param sofar all trials up to a look, with {@linkplain TrialRecord.Status#STOPPED those} of arms that were stopped before
     */
    Map<String, String> stopped(ExperimentResult sofar);

    /** Runs of experiments that ask for it are refused. */
    static StopRule none() {
        return sofar -> {
            throw new IllegalStateException("compare.stop needs a rule by which arms are stopped");
        };
    }
}
