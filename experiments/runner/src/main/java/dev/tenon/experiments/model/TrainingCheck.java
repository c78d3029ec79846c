package dev.tenon.experiments.model;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.training.Targets;
import dev.tenon.api.training.Watched;
import dev.tenon.experiments.data.Augmenter;
import dev.tenon.experiments.data.SampleOrder;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TrainSpec;
import dev.tenon.experiments.yaml.SpecException;
import java.util.Arrays;
import java.util.Optional;

/** Whether a stage can be trained as its {@code train} says, on the data that it has. */
final class TrainingCheck {

    /** Examples that are changed to see whether augmentations can. */
    private static final int SOME = 3;

    private final ArmSpec arm;
    private final StageSpec stage;
    private final TrainSpec train;
    private final Examples examples;

    TrainingCheck(ArmSpec arm, StageSpec stage, Examples examples) {
        this.arm = arm;
        this.stage = stage;
        this.train = stage.train();
        this.examples = examples;
    }

    /**
     * Looks at all but the minibatches.
     *
     * @throws SpecException for the first thing that cannot be
     */
    void check(Network network) {
        rates(network);
        watched();
        mixed();
        try {
            SampleOrder.of(stage, examples, examples.split(Split.TRAIN), 0);
            augmented();
        } catch (IllegalArgumentException e) {
            throw problem(String.valueOf(e.getMessage()));
        }
    }

    private void rates(Network network) {
        train.rates()
                .ifPresent(rates -> rates.keySet().forEach(layer -> {
                    if (network.parameters().stream()
                            .noneMatch(each ->
                                    each.trainable() && each.layer().id().equals(layer))) {
                        throw problem("has a rate of its own in train.rates for layer " + layer
                                + ", which has no parameters to train; remove it");
                    }
                }));
    }

    private void watched() {
        boolean schedule = train.watched() == Watched.VALIDATION;
        if (train.watch().isPresent() && train.patience().isEmpty() && !schedule) {
            throw problem("has train.watch, but nothing watches "
                    + train.watch().get().type()
                    + "; add train.patience or a schedule such as reduce-on-plateau, or remove it");
        }
    }

    private void mixed() {
        if (train.mixup().isEmpty()) {
            return;
        }
        for (String name : stage.inputs()) {
            Targets kind = examples.column(name).orElseThrow().kind();
            if (kind != Targets.NUMBERS) {
                throw problem("has train.mixup, which mixes numbers, but its input \"" + name + "\" is "
                        + (kind == Targets.CLASSES ? "classes" : "signs") + "; remove mixup");
            }
        }
    }

    /** That augmentations can change the first few examples, and change them alike each time. */
    private void augmented() {
        int[] all = examples.split(Split.TRAIN);
        int[] some = Arrays.copyOf(all, Math.min(SOME, all.length));
        Optional<Augmenter> augmenter = Augmenter.of(stage, examples.columns(), 0);
        if (augmenter.isPresent()) {
            for (Column column : examples.columns()) {
                Repeatable.augmentation(
                        stage,
                        () -> augmenter.get().changed(column, some, 0, true).values());
            }
        }
    }

    private SpecException problem(String message) {
        return Checker.problem(arm, stage, message);
    }
}
