package dev.tenon.experiments.record;

import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.TrialRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the networks of a run answered to each test example, one row each, with one trial in memory at a time. */
public final class Predictions {

    private final RunReader.OneByOne trials;
    private final Map<String, List<String>> names = new LinkedHashMap<>();

    private Predictions(RunReader run) {
        this.trials = run.oneByOne();
        for (Features features : run.features()) {
            names.put(features.trial().arm(), features.names());
        }
    }

    /** The answers of a run. */
    public static Predictions of(RunReader run) {
        return new Predictions(run);
    }

    /** The arms of the run. */
    public List<String> arms() {
        Set<String> arms = new LinkedHashSet<>();
        for (int i = 0; i < trials.count(); i++) {
            arms.add(trials.light(i).id().arm());
        }
        return List.copyOf(arms);
    }

    /**
     * Whether any answers are recorded.
     *
     * @param arm of which; all if null
     */
    public boolean recorded(@Nullable String arm) {
        for (int i = 0; i < trials.count(); i++) {
            if (wanted(trials.light(i), arm) && trials.trial(i).answers().count() > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean wanted(TrialRecord trial, @Nullable String arm) {
        return (arm == null || trial.id().arm().equals(arm)) && trial.status() == TrialRecord.Status.COMPLETED;
    }

    /**
     * Writes them as CSV.
     *
     * @param arm of which; all if null
     * @param wrong whether only wrong answers; of numbers none is
     */
    public void write(Appendable to, @Nullable String arm, boolean wrong) throws IOException {
        Set<String> factors = new LinkedHashSet<>();
        int units = 0;
        for (int i = 0; i < trials.count(); i++) {
            if (wanted(trials.light(i), arm)) {
                factors.addAll(trials.light(i).id().factors().keySet());
                TestPredictions answers = trials.trial(i).answers();
                units = StrictMath.max(units, answers.count() == 0 ? 0 : answers.scores().length / answers.count());
            }
        }
        List<String> head = new ArrayList<>(List.of("arm"));
        head.addAll(factors);
        head.addAll(List.of("seed", "example", "target", "prediction", "right"));
        for (int unit = 0; unit < units; unit++) {
            head.add("output-" + unit);
        }
        StringBuilder row = new StringBuilder();
        CsvText.row(row, head);
        to.append(row);
        for (int i = 0; i < trials.count(); i++) {
            if (wanted(trials.light(i), arm)) {
                TrialRecord trial = trials.trial(i);
                List<String> first = new ArrayList<>(List.of(trial.id().arm()));
                factors.forEach(factor -> first.add(trial.id().factors().getOrDefault(factor, "")));
                first.add(Long.toString(trial.id().seed()));
                write(to, first, trial, wrong);
            }
        }
    }

    private void write(Appendable to, List<String> first, TrialRecord trial, boolean wrong) throws IOException {
        TestPredictions answers = trial.answers();
        int n = answers.count();
        for (int example = 0; example < n; example++) {
            int units = answers.scores().length / n;
            int width = answers.targets().length / n;
            Said said = said(names.getOrDefault(trial.id().arm(), List.of()), answers, example, units, width);
            if (wrong && !said.right.equals("no")) {
                continue;
            }
            List<String> fields = new ArrayList<>(first);
            fields.add(Integer.toString((int) answers.examples()[example]));
            fields.addAll(List.of(said.target, said.prediction, said.right));
            for (int unit = 0; unit < units; unit++) {
                fields.add(Float.toString(answers.scores()[example * units + unit]));
            }
            StringBuilder row = new StringBuilder();
            CsvText.row(row, fields);
            to.append(row);
        }
    }

    /**
     * An answer in words.
     *
     * @param right yes, no, or empty where targets are numbers or not known
     */
    private record Said(String target, String prediction, String right) {}

    private static Said said(List<String> names, TestPredictions answers, int example, int units, int width) {
        if (width == 1 && units > 1) {
            int chosen = TestPredictions.largest(answers.scores(), example * units, units);
            float target = answers.targets()[example];
            return Float.isNaN(target)
                    ? new Said("", name(names, chosen), "")
                    : new Said(name(names, (int) target), name(names, chosen), chosen == (int) target ? "yes" : "no");
        }
        List<String> there = new ArrayList<>();
        List<String> claimed = new ArrayList<>();
        boolean known = true;
        boolean signs = true;
        boolean right = true;
        for (int unit = 0; unit < units; unit++) {
            float target = answers.targets()[example * width + unit];
            float score = answers.scores()[example * units + unit];
            known &= !Float.isNaN(target);
            signs &= StrictMath.abs(target) == 1;
            right &= target > 0 == score > 0;
            if (target > 0) {
                there.add(name(names, unit));
            }
            if (score > 0) {
                claimed.add(name(names, unit));
            }
        }
        if (!known) {
            return new Said("", String.join(" ", claimed), "");
        }
        return signs
                ? new Said(String.join(" ", there), String.join(" ", claimed), right ? "yes" : "no")
                : new Said(
                        numbers(answers.targets(), example * width, width),
                        numbers(answers.scores(), example * units, units),
                        "");
    }

    private static String name(List<String> names, int unit) {
        return unit < names.size() ? names.get(unit) : Integer.toString(unit);
    }

    private static String numbers(float[] values, int from, int count) {
        List<String> numbers = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            numbers.add(Float.toString(values[i]));
        }
        return String.join(" ", numbers);
    }
}
