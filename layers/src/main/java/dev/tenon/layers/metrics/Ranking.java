package dev.tenon.layers.metrics;

import java.util.Arrays;

/** The examples by falling score of one unit, cut where the score changes. */
final class Ranking {

    /** Takes note of the examples of one score: how many have the thing, how many have it not. */
    @FunctionalInterface
    interface Visitor {
        void visit(int present, int absent);
    }

    private final double[] scores;
    private final boolean[] present;

    Ranking(UnitScores answers, int unit) {
        this.scores = new double[answers.examples()];
        this.present = new boolean[answers.examples()];
        // Sorting pairs as objects is quick enough: a split has thousands of examples, not millions.
        Integer[] order = new Integer[answers.examples()];
        double[] unsorted = new double[answers.examples()];
        for (int example = 0; example < order.length; example++) {
            order[example] = example;
            // -0 and +0 are one score.
            unsorted[example] = answers.score(example, unit) + 0.0;
        }
        Arrays.sort(order, (a, b) -> Double.compare(unsorted[b], unsorted[a]));
        for (int rank = 0; rank < order.length; rank++) {
            scores[rank] = unsorted[order[rank]];
            present[rank] = answers.present(order[rank], unit);
        }
    }

    /** Visits every group of equal scores, the highest first. */
    void forEachTie(Visitor visitor) {
        int start = 0;
        while (start < scores.length) {
            int with = 0;
            int end = start;
            while (end < scores.length && scores[end] == scores[start]) {
                with += present[end] ? 1 : 0;
                end++;
            }
            visitor.visit(with, end - start - with);
            start = end;
        }
    }
}
