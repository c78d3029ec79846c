package dev.tenon.experiments.author;

/** A name that a plugin cannot have; the message says why, and what to do. */
public final class NameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NameException(String message) {
        super(message);
    }
}
