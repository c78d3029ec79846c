package dev.tenon.experiments.views;

import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.data.YesNo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The receiver operating characteristic of a yes or no: which fraction of what is there is found, at each fraction of what is not there
 * that is taken for it. Of several trials the mean of the fractions found (vertical averaging: Fawcett, <i>An introduction to ROC
 * analysis</i>, 2006).
 */
final class Roc {

    /** Steps between false-positive rates of 0 and 1. */
    static final int STEPS = 50;

    private final double[] sums = new double[STEPS + 1];
    private int trials;

    /** Adds a trial; one whose test examples are all of one kind has no curve, and is left out. */
    void add(Targets kind, TestPredictions answers) {
        double[] scores = YesNo.scores(kind, answers.scores());
        boolean[] there = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            there[i] = answers.targets()[i] > 0;
        }
        int[] order = IntStream.range(0, scores.length)
                .filter(i -> !Float.isNaN(answers.targets()[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int positives = (int) Arrays.stream(order).filter(i -> there[i]).count();
        int negatives = order.length - positives;
        if (positives == 0 || negatives == 0) {
            return;
        }
        trials++;
        int found = 0;
        int taken = 0;
        int step = 0;
        for (int from = 0, to; from < order.length; from = to) {
            int with = 0;
            for (to = from; to < order.length && scores[order[to]] == scores[order[from]]; to++) {
                with += there[order[to]] ? 1 : 0;
            }
            int without = to - from - with;
            double before = (double) taken / negatives;
            double after = (double) (taken + without) / negatives;
            // Where the curve rises, the highest place counts; along a slope, of equal scores, what lies between.
            while (step <= STEPS && (double) step / STEPS < after) {
                double part = ((double) step / STEPS - before) / (after - before);
                sums[step] += (found + part * with) / positives;
                step++;
            }
            found += with;
            taken += without;
        }
        while (step <= STEPS) {
            sums[step++] += 1;
        }
    }

    /** The fraction found at false-positive rates from 0 to 1; empty if no trial has a curve. */
    List<Double> mean() {
        List<Double> mean = new ArrayList<>();
        for (int i = 0; i <= STEPS && trials > 0; i++) {
            mean.add(sums[i] / trials);
        }
        return mean;
    }
}
