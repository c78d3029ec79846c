package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.Optional;

/**
 * The sum over falling thresholds of precision times the gain in recall, {@code sum_k (R_k - R_(k-1)) P_k}, where equal
 * scores share a threshold (as scikit-learn; no interpolation). Of classes it is the mean over each class against the
 * rest.
 */
@Type("average-precision")
@Describe("The area under the precision-recall curve, more telling than auroc where positives are rare.")
public final class AveragePrecision implements Fraction<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public boolean takes(NoSettings settings, Targets targets, int units) {
        return targets != Targets.NUMBERS;
    }

    @Override
    public Optional<String> undefined(NoSettings settings, TargetRows rows) {
        return UnitScores.missing(rows, 0, true, false);
    }

    @Override
    public double measure(NoSettings settings, TargetRows rows, float[] outputs) {
        UnitScores answers = new UnitScores(rows, outputs);
        return answers.meanOverUnits(unit -> precision(new Ranking(answers, unit)));
    }

    private static double precision(Ranking ranking) {
        double[] sum = new double[1];
        long[] found = new long[1];
        long[] claimed = new long[1];
        ranking.forEachTie((with, without) -> {
            found[0] += with;
            claimed[0] += with + without;
            sum[0] += (double) with * found[0] / claimed[0];
        });
        return sum[0] / found[0];
    }
}
