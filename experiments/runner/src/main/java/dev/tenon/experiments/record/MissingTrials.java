package dev.tenon.experiments.record;

import dev.tenon.experiments.run.TrialId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trials in few words: {@code whole/train.examples=64: seeds 0 to 4, 7}. */
public final class MissingTrials {

    private MissingTrials() {}

    /**
     * A line for each arm of each cell.
     *
     * @param most lines; what is more is counted in one that is the last
     */
    public static List<String> lines(List<TrialId> trials, int most) {
        Map<String, List<Long>> byArm = new LinkedHashMap<>();
        for (TrialId trial : trials) {
            StringBuilder name = new StringBuilder(trial.arm());
            trial.factors()
                    .forEach((key, value) ->
                            name.append('/').append(key).append('=').append(value));
            byArm.computeIfAbsent(name.toString(), arm -> new ArrayList<>()).add(trial.seed());
        }
        List<String> lines = new ArrayList<>();
        int left = trials.size();
        for (Map.Entry<String, List<Long>> arm : byArm.entrySet()) {
            if (lines.size() == most && byArm.size() > most) {
                lines.add("and " + left + " more");
                break;
            }
            left -= arm.getValue().size();
            lines.add(arm.getKey() + ": " + seeds(arm.getValue()));
        }
        return lines;
    }

    /** Runs of numbers: {@code seed 3}, {@code seeds 0 to 4, 7}. */
    private static String seeds(List<Long> seeds) {
        List<String> runs = new ArrayList<>();
        for (int from = 0, to; from < seeds.size(); from = to) {
            for (to = from + 1; to < seeds.size() && seeds.get(to) == seeds.get(to - 1) + 1; to++) {}
            runs.add(
                    to - from < 3
                            ? String.join(
                                    ", ",
                                    seeds.subList(from, to).stream()
                                            .map(String::valueOf)
                                            .toList())
                            : seeds.get(from) + " to " + seeds.get(to - 1));
        }
        return (seeds.size() == 1 ? "seed " : "seeds ") + String.join(", ", runs);
    }
}
