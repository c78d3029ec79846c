package dev.tenon.experiments.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The scores of the examples of a split of which a column is known. */
record Scored(double[] scores, boolean[] yes) {

    /** 0.95 of 100 are 95, whatever their product comes to in binary. */
    private static final double ROUNDING = 1e-9;

    static Scored of(float[] scores, float[] truth) {
        int[] known = IntStream.range(0, truth.length)
                .filter(i -> !Float.isNaN(truth[i]))
                .toArray();
        boolean[] yes = new boolean[known.length];
        for (int i = 0; i < known.length; i++) {
            yes[i] = truth[known[i]] > 0;
        }
        return new Scored(Arrays.stream(known).mapToDouble(i -> scores[i]).toArray(), yes);
    }

    double[] sorted(boolean which) {
        return IntStream.range(0, yes.length)
                .filter(i -> yes[i] == which)
                .mapToDouble(i -> scores[i])
                .sorted()
                .toArray();
    }

    /** How many of one kind are answered as they should be, where a yes is what is not below a threshold. */
    Proportion right(boolean which, double threshold, double confidence) {
        double[] own = sorted(which);
        int right = (int)
                Arrays.stream(own).filter(score -> score >= threshold == which).count();
        return Proportion.of(right, own.length, confidence);
    }

    /** The highest threshold that so many of the yes are not below. */
    double sensitive(double least) {
        double[] yes = sorted(true);
        return yes[yes.length - (int) StrictMath.ceil(least * yes.length - ROUNDING)];
    }

    /** The lowest threshold that so many of the no are below. */
    double specific(double least) {
        double[] no = sorted(false);
        return StrictMath.nextUp(no[(int) StrictMath.ceil(least * no.length - ROUNDING) - 1]);
    }
}
