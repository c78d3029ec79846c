package dev.tenon.plugins.analyses;

import dev.tenon.api.data.Column;
import dev.tenon.api.training.Targets;

/**
 * Whether outputs are right: of a class the largest output is its own, of a sign the output has it.
 *
 * @param target what is right
 * @param targets of the examples looked at, one for each class or sign, at each position where targets lie at positions
 * @param examples how many are looked at
 */
record Correctness(Column target, float[] targets, int examples) {

    /**
     * Refuses what has no right and wrong.
     *
     * @throws IllegalArgumentException if it holds numbers
     */
    static void check(Column target) {
        if (target.kind() == Targets.NUMBERS) {
            throw new IllegalArgumentException("is compared by column " + target.name()
                    + ", which holds numbers; accuracy is of classes or signs");
        }
    }

    static Correctness of(Column target, int[] examples) {
        return new Correctness(target, target.rows(examples), examples.length);
    }

    /** How many targets an example has. */
    int perExample() {
        return targets.length / examples;
    }

    /**
     * For each target 1 if the output is right, 0 if not, and NaN where it is not known.
     *
     * @param outputs as the network gives them; of classes as many at each position as there are classes
     */
    float[] right(float[] outputs) {
        float[] right = new float[targets.length];
        int units = target.units();
        for (int i = 0; i < targets.length; i++) {
            if (Float.isNaN(targets[i])) {
                right[i] = Float.NaN;
            } else if (target.kind() == Targets.CLASSES) {
                right[i] = best(outputs, i * units, units) == (int) targets[i] ? 1 : 0;
            } else {
                right[i] = outputs[i] > 0 == targets[i] > 0 ? 1 : 0;
            }
        }
        return right;
    }

    /** The first of the largest. */
    private static int best(float[] outputs, int from, int units) {
        int best = 0;
        for (int i = 1; i < units; i++) {
            if (outputs[from + i] > outputs[from + best]) {
                best = i;
            }
        }
        return best;
    }
}
