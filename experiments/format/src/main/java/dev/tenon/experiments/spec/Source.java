package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Describe;

/** Something of a trial that is drawn at random: by each seed anew unless {@code design.fixed} names it. */
public enum Source {
    @Describe("what data sets generate: scenes, pairs, strings, training and test alike")
    DATA,
    @Describe("which given images are for training, validation and test, where a data set divides them at random")
    SPLIT,
    @Describe("which of the training examples are learned from, where train.examples or share leaves some out")
    EXAMPLES,
    @Describe("the initial weights")
    WEIGHTS,
    @Describe("the order of the examples")
    ORDER,
    @Describe("how training examples are augmented and mixed")
    AUGMENTATION,
    @Describe("what layers draw while they are trained, as dropout does")
    NOISE
}
