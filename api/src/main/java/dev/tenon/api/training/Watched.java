package dev.tenon.api.training;

/** What of a training a schedule watches. What is watched is computed after each epoch, which takes time. */
public enum Watched {
    /** The step alone. */
    NOTHING,
    /** The mean training loss of each epoch. */
    TRAINING,
    /** What the file watches of the validation split, after each epoch. */
    VALIDATION
}
