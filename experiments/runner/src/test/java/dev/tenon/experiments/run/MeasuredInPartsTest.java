package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A split that is measured part by part gives the values of one of which outputs are held. */
final class MeasuredInPartsTest {

    private static Map<String, Double> metrics(String named) throws IOException {
        String text = Files.readString(Path.of("../catalog", "segment-digits.yaml"));
        ExperimentResult result = Trials.run(
                text,
                "design.seeds=1",
                "defaults.train.epochs=1",
                "data.scenes.canvas=[12,12]",
                "data.scenes.digits=1",
                "data.scenes.examples.train=100",
                "data.scenes.examples.test=300",
                "compare.metrics=[" + named + "]");
        TrialRecord trial = Trials.trial(result, "u-net", 0);
        assertEquals(TrialRecord.Status.COMPLETED, trial.status(), trial.message());
        return trial.metrics();
    }

    /** Average precision ranks all pixels, which are held for it; beside it the others are measured in parts all the same. */
    @Test
    void ofMasks() throws IOException {
        String counted = "test.accuracy, test.mean-iou, test.mean-dice, test.log-loss, test.brier-score,"
                + " test.calibration-error, train.accuracy, train.log-loss";
        Map<String, Double> parts = metrics(counted);
        Map<String, Double> whole = metrics(counted + ", test.average-precision, train.average-precision");
        assertTrue(parts.size() >= 8, parts.toString());
        parts.forEach((name, value) -> assertEquals(value, whole.get(name), name));
    }
}
