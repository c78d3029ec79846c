package dev.tenon.experiments.run;

/** Two backends computed other bits of the same program; the message says which op was the first. */
final class DifferenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DifferenceException(String message) {
        super(message);
    }

    /** In a step of a training, counted from 1. */
    DifferenceException(long step, DifferenceException cause) {
        super("step " + step + ": " + cause.getMessage(), cause);
    }
}
