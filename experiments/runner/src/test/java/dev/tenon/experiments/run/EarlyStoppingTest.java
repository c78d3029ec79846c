package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Training that stops when the validation loss gets no better. */
final class EarlyStoppingTest {

    /** Batch normalisation of vectors, so that a network for one image could not be trained. */
    private static final String TEXT = """
            experiment: bars
            data: {bars: {type: bars, train: 20, validation: 30, noise: 3.0}}
            defaults:
              data: bars
              train: {epochs: 60, batch: 10, loss: logistic, optimizer: {type: adam, rate: 0.05}, patience: 3}
            arms:
              mlp:
                layers: [flatten, {type: dense, units: 8, activation: relu}, {id: norm, type: batch-norm}, {type: dense, units: 1}]
            design: {seeds: 1}
            """;

    @Test
    void theBestWeightsAndStatesComeBack() {
        TrialRecord stopped = Trials.run(TEXT).trials().getFirst();
        assertEquals(TrialRecord.Status.COMPLETED, stopped.status(), stopped.message());
        List<StageRecord.LossPoint> losses = stopped.last().losses();
        int best = 0;
        for (int i = 0; i < losses.size(); i++) {
            if (losses.get(i).validation() < losses.get(best).validation()) {
                best = i;
            }
        }
        assertTrue(losses.size() < 60, "it stopped");
        assertEquals(best + 1 + 3, losses.size(), "three epochs after the best");
        assertEquals(2L * losses.size(), stopped.last().steps());

        // As many epochs as the best one took, with nothing watched, end at the same bits.
        TrialRecord plain = Trials.run(TEXT.replace(", patience: 3", ""), "train.epochs=" + (best + 1))
                .trials()
                .getFirst();
        assertEquals(
                Trials.bits(plain.answers().scores()),
                Trials.bits(stopped.answers().scores()));
        for (NamedTensor tensor : plain.last().weights()) {
            String name = tensor.name().substring("main/".length());
            assertEquals(Trials.bits(tensor.values()), Trials.bits(Trials.tensor(stopped.last(), name)), name);
        }
    }

    @Test
    void everyPointOfTheCurveHasTheValidationLossOfItsOwnWeights() {
        ExperimentResult all = Trials.run(TEXT, "train.patience=60", "train.epochs=5");
        List<StageRecord.LossPoint> losses = all.trials().getFirst().last().losses();
        assertEquals(
                List.of(2L, 4L, 6L, 8L, 10L), losses.stream().map(p -> p.step()).toList());
        // A run that ends earlier, where training goes on the same way, has the same last point.
        for (int epochs = 1; epochs < 5; epochs++) {
            StageRecord.LossPoint last = Trials.run(TEXT, "train.patience=60", "train.epochs=" + epochs)
                    .trials()
                    .getFirst()
                    .last()
                    .losses()
                    .getLast();
            assertEquals(losses.get(epochs - 1), last);
        }
        assertTrue(losses.stream().noneMatch(p -> Double.isNaN(p.validation())));
    }

    @Test
    void patienceNeedsAValidationSplit() {
        String message = org.junit.jupiter.api.Assertions.assertThrows(
                        dev.tenon.experiments.yaml.SpecException.class,
                        () -> Trials.run(TEXT.replace("validation: 30", "validation: 0")))
                .problems()
                .getFirst()
                .message();
        assertTrue(message.contains("data set bars has no validation examples"), message);
    }
}
