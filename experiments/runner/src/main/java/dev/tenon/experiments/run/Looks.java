package dev.tenon.experiments.run;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.StopSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The looks of a run at its arms, and which of them were stopped at one. */
public final class Looks {

    private record Stop(int look, String why) {}

    private final Plan plan;
    private final List<PlannedTrial> planned;
    private final @Nullable TrialRecord[] trials;
    private final DataInputs inputs;
    private final Map<Long, Integer> places = new HashMap<>();
    private final Map<String, Stop> stops = new LinkedHashMap<>();

    /**
     * Before the first.
     *
     * @param trials by their numbers, as they end
     */
    Looks(Plan plan, List<PlannedTrial> planned, @Nullable TrialRecord[] trials, DataInputs inputs) {
        this.plan = plan;
        this.planned = planned;
        this.trials = trials;
        this.inputs = inputs;
        plan.first().design().seeds().values().forEach(seed -> places.put(seed, places.size()));
    }

    /** Why each trial that was not run was stopped, by its number, if arms are stopped by the results of a run once more. */
    public static Map<Integer, String> again(ExperimentResult result, StopRule rule) {
        Looks looks = new Looks(
                result.plan(),
                PlannedTrial.of(result.plan()),
                result.trials().toArray(TrialRecord[]::new),
                result.inputs());
        looks.each().forEach(look -> looks.stop(look, rule));
        Map<Integer, String> stopped = new LinkedHashMap<>();
        looks.stopped().forEach(trial -> stopped.put(trial.number(), looks.why(trial)));
        return stopped;
    }

    /** After how many seeds they are, the last after all. */
    List<Integer> each() {
        List<Integer> all = new ArrayList<>(
                plan.first().compare().stop().map(StopSpec::looks).orElse(List.of()));
        all.addAll(last());
        return all;
    }

    List<Integer> last() {
        return List.of(places.size());
    }

    /** Whether a trial has one of the first seeds. */
    boolean isBefore(PlannedTrial trial, int look) {
        return places.getOrDefault(trial.id().seed(), 0) < look;
    }

    /** Whether a trial is not to be run, or does not count if it was. */
    boolean isStopped(PlannedTrial trial) {
        Stop stop = stops.get(trial.id().arm());
        return stop != null && !isBefore(trial, stop.look);
    }

    List<PlannedTrial> stopped() {
        return planned.stream().filter(this::isStopped).toList();
    }

    /** Why a trial is not run. */
    String why(PlannedTrial trial) {
        Stop stop = stops.get(trial.id().arm());
        return stop == null ? "" : "stopped after " + stop.look + " seeds: " + stop.why;
    }

    /** Stops arms by what is known at a look; the reference arm once it is the only one left. */
    void stop(int look, StopRule rule) {
        if (look == places.size()) {
            return;
        }
        List<TrialRecord> sofar = new ArrayList<>();
        for (PlannedTrial trial : planned) {
            TrialRecord ended = trials[trial.number()];
            if (isStopped(trial)) {
                sofar.add(TrialRecord.stopped(trial.id(), why(trial)));
            } else if (isBefore(trial, look) && ended != null) {
                sofar.add(ended);
            }
        }
        rule.stopped(new ExperimentResult(plan, sofar, List.of(), inputs))
                .forEach((arm, why) -> stops.putIfAbsent(arm, new Stop(look, why)));
        Set<String> left = planned.stream()
                .map(trial -> trial.id().arm())
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        left.removeAll(stops.keySet());
        if (left.size() == 1) {
            stops.put(left.iterator().next(), new Stop(look, "no arm is left to compare it with"));
        }
    }
}
