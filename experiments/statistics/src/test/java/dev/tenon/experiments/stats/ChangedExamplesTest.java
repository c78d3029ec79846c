package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.plugin.Services;
import org.junit.jupiter.api.Test;

/** What is said of trials that change their training examples at random. */
final class ChangedExamplesTest {

    private static final String TEXT = """
            experiment: changed
            data:
              digits: {type: uci-digits}
              scenes: {type: digit-scenes, from: digits, canvas: [8, 8], find: ["1"], digits: 1,
                examples: {train: 20, validation: 0, test: 10}}
            defaults:
              data: scenes
              train: {epochs: 1, batch: 10, loss: logistic, optimizer: {type: sgd, rate: 0.05}, augment: [flip]}
            arms:
              one: {layers: [flatten, {type: dense, units: 1}]}
              other: {layers: [flatten, {type: dense, units: 4, activation: relu}, {type: dense, units: 1}]}
            design: {seeds: 2}
            compare: {primary: test.brier-score}
            """;

    private static String about(String... overrides) {
        return ExperimentComparison.of(Training.run(Services.installed(), TEXT, overrides), metric -> false)
                .about();
    }

    @Test
    void resultsSayThatChangesWereDrawn() {
        String changed = about("train.mixup=0.3");
        assertTrue(changed.contains("the augmentation of training examples and the mixing of examples"), changed);
        String plain = about("train.augment=[]");
        assertTrue(!plain.contains("the augmentation of training examples"), plain);
    }
}
