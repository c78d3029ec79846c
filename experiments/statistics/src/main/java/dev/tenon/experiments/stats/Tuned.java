package dev.tenon.experiments.stats;

import dev.tenon.experiments.read.Repeats;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.Tuning;
import dev.tenon.experiments.run.Tuning.Try;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ArmTuning;
import dev.tenon.experiments.spec.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What tuning did for an arm in a cell, all its seeds together.
 *
 * @param arm its name
 * @param factors the varied settings of the cell
 * @param by how it is tuned there
 * @param trials what each seed tried; of those that ended
 */
public record Tuned(String arm, Map<String, String> factors, ArmTuning by, List<Tuning> trials) {

    /** All arms that were tuned: cells outside, arms inside; an arm that a cell does not change is listed only for the first cell. */
    public static List<Tuned> of(ExperimentResult result) {
        Repeats repeats = Repeats.of(result.plan());
        List<Tuned> all = new ArrayList<>();
        for (Plan.Cell cell : result.plan().cells()) {
            for (ArmSpec arm : cell.spec().arms()) {
                if (arm.tuning().isEmpty() || repeats.repeated(arm.name(), cell.factors())) {
                    continue;
                }
                List<Tuning> trials = result.trials(arm.name(), cell.factors()).stream()
                        .map(TrialRecord::tuning)
                        .flatMap(Optional::stream)
                        .toList();
                if (!trials.isEmpty()) {
                    all.add(new Tuned(arm.name(), cell.factors(), arm.tuning().get(), trials));
                }
            }
        }
        return List.copyOf(all);
    }

    /** By how many seeds a candidate was chosen. */
    public int chosen(int candidate) {
        return (int)
                trials.stream().filter(tuning -> tuning.chosen() == candidate).count();
    }

    /** The tries of a candidate in the first round, in which all candidates were tried alike. */
    private IntStream seeds(int candidate) {
        return IntStream.range(0, trials.size())
                .filter(seed -> first(seed, candidate).stream().allMatch(each -> Double.isFinite(each.value())));
    }

    private List<Try> first(int seed, int candidate) {
        return trials.get(seed).tries().stream()
                .filter(each -> each.rung() == 0 && each.candidate() == candidate)
                .toList();
    }

    /** The metric that decides, of a candidate in the first round: the mean over seeds in which no try diverged; NaN if none. */
    public double mean(int candidate) {
        return seeds(candidate)
                .mapToDouble(seed -> first(seed, candidate).stream()
                        .mapToDouble(Try::value)
                        .average()
                        .orElse(Double.NaN))
                .average()
                .orElse(Double.NaN);
    }

    /** In how many seeds a candidate had no value in the first round, most often as a training diverged. */
    public int without(int candidate) {
        return trials.size() - (int) seeds(candidate).count();
    }

    /** {@code 0.003 (4 of 5 seeds), 0.01 (1)}: what was chosen, the most frequent first. */
    public String choices() {
        List<Integer> order = IntStream.range(0, by.candidates().size())
                .boxed()
                .filter(candidate -> chosen(candidate) > 0)
                .sorted((a, b) -> chosen(b) - chosen(a))
                .toList();
        List<String> texts = new ArrayList<>();
        for (int candidate : order) {
            String times = texts.isEmpty()
                    ? " (" + chosen(candidate) + " of " + trials.size() + (trials.size() == 1 ? " seed)" : " seeds)")
                    : " (" + chosen(candidate) + ")";
            texts.add(name(candidate) + times);
        }
        return String.join(", ", texts);
    }

    /** A candidate in words: its value, or, of several settings, each with its path's last word. */
    public String name(int candidate) {
        Map<String, String> settings = by.candidates().get(candidate).settings();
        return settings.size() == 1
                ? String.join("", settings.values())
                : String.join(
                        ", ",
                        settings.entrySet().stream()
                                .map(each -> each.getKey()
                                                .substring(each.getKey().lastIndexOf('.') + 1) + " " + each.getValue())
                                .toList());
    }

    /**
     * A setting whose best value was the least or the greatest that was tried.
     *
     * @param path of the setting
     * @param value that was chosen
     * @param greatest whether it is the greatest
     * @param seeds how many chose it
     */
    public record Border(String path, String value, boolean greatest, int seeds) {}

    /** The ends of what was tried that were chosen by any seed; of settings that are numbers. */
    public List<Border> borders() {
        List<Border> borders = new ArrayList<>();
        for (String path : by.tune().over().keySet()) {
            List<Optional<Double>> values = by.candidates().stream()
                    .map(each -> Factors.number(each.settings().getOrDefault(path, "")))
                    .toList();
            if (!values.stream().allMatch(Optional::isPresent)) {
                continue;
            }
            double[] numbers = values.stream().mapToDouble(Optional::get).toArray();
            for (boolean greatest : new boolean[] {false, true}) {
                double end = greatest
                        ? Arrays.stream(numbers).max().orElse(Double.NaN)
                        : Arrays.stream(numbers).min().orElse(Double.NaN);
                List<Tuning> there = trials.stream()
                        .filter(tuning -> numbers[tuning.chosen()] == end)
                        .toList();
                if (!there.isEmpty()) {
                    String value = there.getFirst().settings().getOrDefault(path, "");
                    borders.add(new Border(path, value, greatest, there.size()));
                }
            }
        }
        return borders;
    }

    /** How often a seed tried anything, and how many whole trainings that is: {@code 12}, {@code 30 (8 trainings)}. */
    public String tries() {
        double trainings = by.trainings();
        return Figures.count(by.trials())
                + (trainings == by.trials() ? "" : " (" + Figures.shortest(trainings) + " trainings)");
    }

    /** What a reader must know of how arms were tuned, one sentence each. */
    static List<String> caveats(ExperimentResult result) {
        List<Tuned> all = of(result);
        if (all.isEmpty()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        List<String> not = result.plan().first().arms().stream()
                .filter(arm -> arm.tuning().isEmpty())
                .map(ArmSpec::name)
                .toList();
        if (!not.isEmpty()) {
            found.add(Conclusions.and(not) + (not.size() == 1 ? " is" : " are")
                    + " not tuned, but other arms are: a difference may be one of tuning.");
        }
        int most =
                all.stream().mapToInt(each -> each.by.candidates().size()).max().orElse(0);
        result.plan()
                .first()
                .arms()
                .forEach(arm -> all.stream()
                        .filter(each -> each.arm.equals(arm.name()))
                        .findFirst()
                        .ifPresent(each -> each.caveats(all, most, found)));
        return found;
    }

    private void caveats(List<Tuned> all, int most, List<String> found) {
        if (!by.lacking().isEmpty()) {
            int own = by.candidates().size();
            found.add(arm + " has no " + Conclusions.and(by.lacking()) + " that could be tuned"
                    + (own == most ? "." : ": it was chosen from " + own + " settings, others from " + most + "."));
        }
        List<Tuned> cells = all.stream().filter(each -> each.arm.equals(arm)).toList();
        int seeds = cells.stream().mapToInt(each -> each.trials.size()).sum();
        for (String path : by.tune().over().keySet()) {
            for (boolean greatest : new boolean[] {false, true}) {
                List<Border> ends = cells.stream()
                        .flatMap(each -> each.borders().stream())
                        .filter(border -> border.path().equals(path) && border.greatest() == greatest)
                        .toList();
                int there = ends.stream().mapToInt(Border::seeds).sum();
                if (2 * there >= seeds) {
                    found.add("The " + path + " that was best for " + arm + " was the "
                            + (greatest ? "greatest" : "least")
                            + " that was tried, " + ends.getFirst().value() + ", in " + there + " of " + seeds
                            + (seeds == 1 ? " trial: a " : " trials: a ") + (greatest ? "greater" : "smaller")
                            + " one might be better still; widen tune.over.");
                }
            }
        }
        int lost = cells.stream()
                .mapToInt(each -> IntStream.range(0, each.by.candidates().size())
                        .filter(candidate -> each.without(candidate) == each.trials.size())
                        .map(candidate -> 1)
                        .sum())
                .max()
                .orElse(0);
        if (lost > 0) {
            found.add("Of the settings tried of " + arm + ", " + lost
                    + " had no value in any seed, because training diverged; they count as the worst.");
        }
    }

    /** How arms were tuned, in a few sentences; empty if none was. */
    static String method(ExperimentResult result) {
        List<Tuned> all = of(result);
        if (all.isEmpty()) {
            return "";
        }
        Tuned first = all.getFirst();
        String tries = switch (first.by.tune().search().type()) {
            case GRID -> "all combinations of values were tried";
            case RANDOM -> "settings that were drawn at random were tried";
            case SUCCESSIVE_HALVING ->
                (first.by.tune().search().draws() ? "settings that were drawn at random" : "all combinations of values")
                        + " were tried for a fraction of the training, and one of "
                        + first.by.tune().search().factor().orElse(2)
                        + " of them again for longer, the last ones for all of it";
        };
        return " Before each seed of an arm was trained, " + tries + ", each "
                + (first.by.tune().seeds() == 1 ? "once" : first.by.tune().seeds() + " times")
                + " with their own weights and order, on the training examples of that seed; the best by "
                + first.by.tune().metric()
                + " was then trained, and it alone was tested. Each seed chooses for itself, so intervals are about the choice too, and no test example of a "
                + "seed took part in it.";
    }
}
