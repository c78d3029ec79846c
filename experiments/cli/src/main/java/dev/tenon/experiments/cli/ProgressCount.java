package dev.tenon.experiments.cli;

import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.StageSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How far a run has come: trials that ended, and what is done of those that run. */
final class ProgressCount {

    private static final double TOO_EARLY_TO_TELL = 0.01;

    private final Map<String, List<String>> stages = new HashMap<>();
    private final Map<TrialId, Double> running = new HashMap<>();
    private int planned;
    private int before;
    private int ended;
    private int failed;
    private String loss = "";

    ProgressCount(Plan plan) {
        for (ArmSpec arm : plan.first().arms()) {
            if (arm.tuning().isPresent()) {
                continue; // Its progress is told for all trainings together.
            }
            stages.put(arm.name(), arm.stages().stream().map(StageSpec::id).toList());
        }
    }

    void planned(int trials) {
        planned = trials;
    }

    /** Trials that had ended before; they say nothing of the time that the others take. */
    void before(int trials) {
        before = trials;
        ended = trials;
    }

    void step(TrialId id, String stage, long step, long steps, double value) {
        List<String> all = stages.getOrDefault(id.arm(), List.of(stage));
        double done = (Math.max(0, all.indexOf(stage)) + (steps == 0 ? 1.0 : (double) step / steps)) / all.size();
        running.merge(id, Math.min(done, 1.0), Math::max);
        loss = id.arm() + " loss " + number(value);
    }

    void ended(TrialRecord trial) {
        running.remove(trial.id());
        ended++;
        if (trial.status() != TrialRecord.Status.COMPLETED && trial.status() != TrialRecord.Status.STOPPED) {
            failed++;
        }
    }

    int trials() {
        return planned;
    }

    int endedTrials() {
        return ended;
    }

    /** From 0 to 1. */
    double fraction() {
        double done = ended + running.values().stream().mapToDouble(d -> d).sum();
        return planned == 0 ? 0 : Math.min(1.0, done / planned);
    }

    /** {@code 12/40 trials}, with those that failed. */
    String counted() {
        return ended + "/" + planned + " trials" + (failed == 0 ? "" : " (" + failed + " failed)");
    }

    /** The last loss that was heard of, and whose; empty before the first. */
    String loss() {
        return loss;
    }

    /** How long the rest takes if it goes on like this. */
    Optional<Duration> left(Duration elapsed) {
        double fraction = planned == before ? 1 : (fraction() * planned - before) / (planned - before);
        return fraction < TOO_EARLY_TO_TELL
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) (elapsed.toMillis() * (1 - fraction) / fraction)));
    }

    /** {@code 1:05}, or {@code 2:00:00} from an hour on. */
    static String clock(Duration time) {
        long seconds = (time.toMillis() + 500) / 1000;
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** Three digits are enough to watch. */
    private static String number(double value) {
        return Math.abs(value) >= 1000 || (value != 0 && Math.abs(value) < 0.001)
                ? String.format(Locale.ROOT, "%.2e", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
