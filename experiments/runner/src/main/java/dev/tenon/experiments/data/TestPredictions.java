package dev.tenon.experiments.data;

/**
 * What a trial's network answered over the test split, and what would have been right. All empty unless the trial completed, and where
 * outputs lie at positions, as those of a mask, which would be larger than all else that is recorded.
 *
 * @param scores the network's outputs, {@code [n, units]}
 * @param targets what they are measured against, {@code [n]} for classes, else {@code [n, units]}; NaN where it is not known; empty in
 *     runs of Tenon 0.1
 * @param examples which of the data set's examples they are, by index, {@code [n]}; empty in runs of Tenon 0.1
 */
public record TestPredictions(float[] scores, float[] targets, float[] examples) {

    /** No answers. */
    public static final TestPredictions NONE = new TestPredictions(new float[0], new float[0], new float[0]);

    /**
     * What was answered to some examples.
     *
     * @param right what the answers are measured against
     * @param indices of the examples
     */
    public static TestPredictions of(float[] scores, TargetTable right, int[] indices) {
        float[] examples = new float[indices.length];
        for (int i = 0; i < indices.length; i++) {
            examples[i] = indices[i];
        }
        return new TestPredictions(scores, right.rows(indices), examples);
    }

    /** The unit of the largest score, the first of equal ones. */
    public static int largest(float[] scores, int from, int units) {
        int best = 0;
        for (int unit = 1; unit < units; unit++) {
            if (scores[from + unit] > scores[from + best]) {
                best = unit;
            }
        }
        return best;
    }

    /** How many test examples there are; 0 if it is not recorded. */
    public int count() {
        return examples.length;
    }
}
