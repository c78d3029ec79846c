package dev.tenon.layers.metrics;

import java.util.stream.IntStream;

/** The examples by falling score of one unit, cut where the score changes. */
final class Ranking {

    /** Takes note of the examples of one score: how many have the thing, how many have it not. */
    @FunctionalInterface
    interface Visitor {
        void visit(int present, int absent);
    }

    private final double[] present;
    private final double[] absent;

    Ranking(UnitScores answers, int unit) {
        this.present = sorted(answers, unit, true);
        this.absent = sorted(answers, unit, false);
    }

    /** The scores of those examples that have the thing, or of those that do not, the lowest first. */
    private static double[] sorted(UnitScores answers, int unit, boolean present) {
        return IntStream.range(0, answers.examples())
                .filter(example -> answers.present(example, unit) == present)
                .mapToDouble(example -> answers.score(example, unit) + 0.0) // -0 and +0 are one score.
                .sorted()
                .toArray();
    }

    /** Visits every group of equal scores, the highest first. */
    void forEachTie(Visitor visitor) {
        int with = present.length;
        int without = absent.length;
        while (with > 0 || without > 0) {
            double score = Math.max(
                    with > 0 ? present[with - 1] : Double.NEGATIVE_INFINITY,
                    without > 0 ? absent[without - 1] : Double.NEGATIVE_INFINITY);
            int nextWith = below(present, with, score);
            int nextWithout = below(absent, without, score);
            visitor.visit(with - nextWith, without - nextWithout);
            with = nextWith;
            without = nextWithout;
        }
    }

    /** How many of the first scores are below one that none of them is above. */
    private static int below(double[] scores, int count, double score) {
        int below = count;
        while (below > 0 && scores[below - 1] == score) {
            below--;
        }
        return below;
    }
}
