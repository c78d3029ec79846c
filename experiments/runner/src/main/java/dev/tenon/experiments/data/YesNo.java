package dev.tenon.experiments.data;

import dev.tenon.api.training.Targets;

/** TestPredictions of one yes or no: a single sign, or two classes of which the second is the yes. */
public final class YesNo {

    private YesNo() {}

    /** Whether targets of so many units are one. */
    public static boolean isOne(Targets kind, int units) {
        return switch (kind) {
            case CLASSES -> units == 2;
            case SIGNS -> units == 1;
            case NUMBERS -> false;
        };
    }

    /** How strongly each row of outputs says yes: its output, or of two classes how far the second is above the first. */
    public static double[] scores(Targets kind, float[] outputs) {
        int units = kind == Targets.CLASSES ? 2 : 1;
        double[] scores = new double[outputs.length / units];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = units == 2 ? (double) outputs[2 * row + 1] - outputs[2 * row] : outputs[row];
        }
        return scores;
    }
}
