package dev.tenon.layers.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bits of every metric over random splits are those that runs have recorded, from before metrics saw splits part by part. */
final class MetricBitsTest {

    @Test
    void theyStay() {
        NoSettings none = new NoSettings();
        One all = new One(Optional.empty());
        One one = new One(Optional.of("1"));
        String lines = line(new Accuracy(), none)
                + line(new Auroc(), none)
                + line(new AveragePrecision(), none)
                + line(new BalancedAccuracy(), none)
                + line(new BrierScore(), none)
                + line(new CalibrationError(), new CalibrationError.Settings(15))
                + line(new CalibrationError(), new CalibrationError.Settings(1))
                + line(new F1(), all)
                + line(new F1(), one)
                + line(new LogLoss(), none)
                + line(new MeanAbsoluteError(), none)
                + line(new MeanDice(), none)
                + line(new MeanIou(), none)
                + line(new MeanSquaredError(), none)
                + line(new Precision(), all)
                + line(new Precision(), one)
                + line(new RSquared(), none)
                + line(new Sensitivity(), all)
                + line(new Sensitivity(), one)
                + line(new Specificity(), all)
                + line(new Specificity(), one)
                + line(new TopK(), new TopK.Settings(2));
        assertEquals(GOLDEN, lines);
    }

    private static final String GOLDEN = """
            accuracy dfb32a59b663beaa
            auroc 2d13e7b19965bd06
            average-precision 24bcd6cf07fa56af
            balanced-accuracy ec53d61b64f02d76
            brier-score 33d1f83e32411ee6
            calibration-error 4fa7591ae1e87d9e
            calibration-error 7713c5e66635d027
            f1 393117b65abcf9ce
            f1 9d3d53557fd1de1b
            log-loss c627a9c61f81a3da
            mean-absolute-error e4a150a3a8e089da
            mean-dice e4731342b9a32a4f
            mean-iou 588927ffda3818c4
            mean-squared-error ee1a187980161814
            precision afeb44ec95eed992
            precision 1e14812eedc8189c
            r-squared cdf0467811d43930
            sensitivity dab2529e92e9ec92
            sensitivity f9a841c5310680cb
            specificity 5986740064b440b7
            specificity 62a67a7f5716185c
            top-k 1a16f7a5c48c0186
            """;

    /** A hash of what a metric gives of 200 splits: of ties, of few rows, of classes that are missing, of outputs that are not finite. */
    static <S extends Record> String line(Metric<S> metric, S settings) {
        long hash = 0;
        for (int i = 0; i < 200; i++) {
            RandomStream random = new RandomStream(i, "split");
            Targets kind = List.of(Targets.values()).get(i % 3);
            int units = 1 + random.nextInt(5);
            if (!metric.takes(settings, kind, units) || (kind == Targets.CLASSES && units < 2)) {
                continue;
            }
            int count = 1 + random.nextInt(i % 4 == 0 ? 4 : 3000);
            float[] outputs = new float[count * units];
            for (int j = 0; j < outputs.length; j++) {
                outputs[j] = i % 5 == 0 ? random.nextInt(3) - 1 : (float) random.nextGaussian() * 4;
            }
            if (i % 17 == 0) {
                outputs[random.nextInt(outputs.length)] = i % 2 == 0 ? Float.NaN : Float.POSITIVE_INFINITY;
            }
            float[] targets = new float[kind == Targets.CLASSES ? count : count * units];
            for (int j = 0; j < targets.length; j++) {
                targets[j] = switch (kind) {
                    case CLASSES -> random.nextInt(i % 7 == 0 ? units - 1 : units);
                    case SIGNS -> random.nextInt(3) == 0 ? 1 : -1;
                    case NUMBERS -> (float) random.nextGaussian();
                };
            }
            List<String> names =
                    IntStream.range(0, units).mapToObj(Integer::toString).toList();
            double value = metric.measure(settings, new TargetRows(kind, names, units, targets, count), outputs);
            hash = (hash ^ Double.doubleToLongBits(value)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return metric.type() + " " + Long.toHexString(hash) + "\n";
    }
}
