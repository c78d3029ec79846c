package dev.tenon.experiments.cli;

/** A command that cannot be carried out as it was given. The message says what to do. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
