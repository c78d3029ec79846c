package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Describe;

/** Something of a trial that is drawn at random: by each seed anew unless {@code design.fixed} names it. */
public enum RandomSource {
    @Describe("generated data (scenes, pairs, strings), for training and test")
    DATA,
    @Describe("the random split of given images into training, validation and test")
    SPLIT,
    @Describe("the choice of training examples, where train.examples or share leaves some out")
    EXAMPLES,
    @Describe("the initial weights")
    WEIGHTS,
    @Describe("the order of the examples")
    ORDER,
    @Describe("augmentation and mixing of training examples")
    AUGMENTATION,
    @Describe("random numbers of layers in training, such as those of dropout")
    NOISE
}
