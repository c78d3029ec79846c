package dev.tenon.experiments.record;

import dev.tenon.experiments.run.TrialId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In what two finished runs differ.
 *
 * @param experiment lines of the resolved experiments that only one of them has, in order; those of the first begin with "- ", those of
 *     the second with "+ "
 * @param inputs code and data that are others
 * @param onlyFirst trials that only the first has
 * @param onlySecond trials that only the second has
 * @param common how many trials both have
 * @param trials of those, what differs in each that differs
 */
public record RunDifference(
        List<String> experiment,
        List<String> inputs,
        List<TrialId> onlyFirst,
        List<TrialId> onlySecond,
        int common,
        List<String> trials) {

    /** Compares two runs, with no more than one trial of each in memory. */
    public static RunDifference of(RunReader first, RunReader second) {
        RunReader.OneByOne was = first.oneByOne();
        RunReader.OneByOne is = second.oneByOne();
        Map<TrialId, Integer> numbers = new LinkedHashMap<>();
        for (int i = 0; i < is.count(); i++) {
            numbers.put(is.light(i).id(), i);
        }
        List<TrialId> onlyFirst = new ArrayList<>();
        List<String> trials = new ArrayList<>();
        int common = 0;
        for (int i = 0; i < was.count(); i++) {
            TrialId id = was.light(i).id();
            @Nullable Integer other = numbers.remove(id);
            if (other == null) {
                onlyFirst.add(id);
            } else {
                common++;
                Optional<String> what = TrialDifference.first(was.trial(i), is.trial(other));
                what.ifPresent(trials::add);
            }
        }
        return new RunDifference(
                lines(first.text(RunFolder.RESOLVED), second.text(RunFolder.RESOLVED)),
                inputs(first.madeWith(), second.madeWith()),
                onlyFirst,
                List.copyOf(numbers.keySet()),
                common,
                trials);
    }

    private static List<String> inputs(Inputs first, Inputs second) {
        List<String> lines = new ArrayList<>(second.differences(first));
        lines.addAll(second.otherBuilds(first));
        return lines;
    }

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return experiment.isEmpty()
                && inputs.isEmpty()
                && onlyFirst.isEmpty()
                && onlySecond.isEmpty()
                && trials.isEmpty();
    }

    /** What remains of two texts when their longest common subsequence of lines is taken out. */
    static List<String> lines(String first, String second) {
        List<String> a = first.lines().toList();
        List<String> b = second.lines().toList();
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j))
                        ? common[i + 1][j + 1] + 1
                        : StrictMath.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                i++;
                j++;
            } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + a.get(i++).strip());
            } else {
                lines.add("+ " + b.get(j++).strip());
            }
        }
        return lines;
    }
}
