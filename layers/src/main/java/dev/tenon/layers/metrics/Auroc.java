package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.Optional;

/**
 * The area under the receiver operating characteristic, which is the probability that an example with the thing
 * scores above one without it, where equal scores count one half (Hanley and McNeil, <i>The meaning and use of the
 * area under a receiver operating characteristic (ROC) curve</i>, 1982). It is exact, not a sum over thresholds. Of
 * classes it is the mean over each class against the rest.
 */
@Type("auroc")
@Describe("The area under the ROC curve: the probability that a positive example scores above a negative one.")
public final class Auroc implements Fraction<NoSettings> {

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
        return UnitScores.missing(rows, 0, true, true);
    }

    @Override
    public double measure(NoSettings settings, TargetRows rows, float[] outputs) {
        UnitScores answers = new UnitScores(rows, outputs);
        return answers.meanOverUnits(unit -> area(new Ranking(answers, unit)));
    }

    private static double area(Ranking ranking) {
        // Pairs can be more than 2^31, and halves are exact in double up to 2^52.
        double[] won = new double[1];
        long[] above = new long[1];
        long[] absent = new long[1];
        ranking.forEachTie((with, without) -> {
            won[0] += (double) above[0] * without + 0.5 * ((double) with * without);
            above[0] += with;
            absent[0] += without;
        });
        return won[0] / ((double) above[0] * absent[0]);
    }
}
