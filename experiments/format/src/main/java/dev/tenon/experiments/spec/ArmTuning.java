package dev.tenon.experiments.spec;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How an arm is tuned.
 *
 * @param tune over which settings, and how; of the arm's own
 * @param candidates the settings that are tried, at least two; ties are for the first
 * @param lacking settings that are tuned but not this arm's, as its networks or its training do not have them
 */
public record ArmTuning(TuneSpec tune, List<Candidate> candidates, List<String> lacking) {

    /**
     * The arm with one set of values.
     *
     * @param settings by path, as text
     * @param stages of the arm with these
     */
    public record Candidate(Map<String, String> settings, List<StageSpec> stages) {

        /** {@code train.optimizer.rate = 0.01, train.batch = 8}. */
        public String text() {
            return settings.entrySet().stream()
                    .map(each -> each.getKey() + " = " + each.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    /** The rounds of trials. */
    public List<SearchSpec.Rung> rungs() {
        return tune.search().rungs(candidates.size());
    }

    /** How many trainings there are before the one that is tested. */
    public int trials() {
        return tune.seeds()
                * rungs().stream().mapToInt(SearchSpec.Rung::settings).sum();
    }

    /** The same in whole trainings: a training of a quarter of the epochs counts as a quarter. */
    public double trainings() {
        return tune.seeds()
                * rungs().stream()
                        .mapToDouble(rung -> (double) rung.settings() / rung.divisor())
                        .sum();
    }
}
