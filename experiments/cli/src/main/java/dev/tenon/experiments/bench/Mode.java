package dev.tenon.experiments.bench;

/** What is done with a network. */
public enum Mode {
    /** A step: forward, backward, update. */
    TRAIN,
    /** Forward only. */
    INFER;

    /** Multiply-adds in terms of those of a forward pass; a backward pass is two, by the field's convention. */
    int passes() {
        return this == TRAIN ? 3 : 1;
    }
}
