package dev.tenon.experiments.stats;

import dev.tenon.experiments.read.Repeats;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Trials by arm, cell and seed. */
final class TrialTable {

    private final Map<TrialId, TrialRecord> trials = new LinkedHashMap<>();

    private final Repeats repeats;

    TrialTable(List<TrialRecord> records, Repeats repeats) {
        this.repeats = repeats;
        records.stream()
                .filter(record -> record.status() != TrialRecord.Status.STOPPED)
                .forEach(record -> trials.put(record.id(), record));
    }

    /** All trials of an arm in a cell, in order of the result. */
    List<TrialRecord> of(String arm, Map<String, String> factors) {
        Map<String, String> ran = repeats.first(arm, factors);
        return trials.values().stream()
                .filter(t -> t.id().arm().equals(arm) && t.id().factors().equals(ran))
                .toList();
    }

    /** Seeds that any trial has, in order. */
    List<Long> seeds() {
        Set<Long> seeds = new LinkedHashSet<>();
        trials.keySet().forEach(id -> seeds.add(id.seed()));
        return List.copyOf(seeds);
    }

    /** Seeds that an arm has trials of. */
    Set<Long> seeds(String arm) {
        Set<Long> seeds = new LinkedHashSet<>();
        trials.keySet().stream().filter(id -> id.arm().equals(arm)).forEach(id -> seeds.add(id.seed()));
        return seeds;
    }

    /** A metric of one trial; NaN if the trial is missing, did not complete, or has no such (finite) metric. */
    double metric(String arm, Map<String, String> factors, long seed, String name) {
        TrialRecord trial = trials.get(new TrialId(arm, repeats.first(arm, factors), seed));
        if (trial == null || trial.status() != TrialRecord.Status.COMPLETED) {
            return Double.NaN;
        }
        double value = trial.metrics().getOrDefault(name, Double.NaN);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    /** The mean of a metric over cells for each seed that has it in all of them; NaN for the other seeds. */
    double[] averages(String arm, List<Map<String, String>> cells, String name) {
        List<Long> seeds = seeds();
        double[] averages = new double[seeds.size()];
        for (int i = 0; i < averages.length; i++) {
            double sum = 0;
            for (Map<String, String> cell : cells) {
                sum += metric(arm, cell, seeds.get(i), name);
            }
            averages[i] = sum / cells.size();
        }
        return averages;
    }
}
