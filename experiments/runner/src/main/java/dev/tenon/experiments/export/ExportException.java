package dev.tenon.experiments.export;

/** Something cannot be said in the format that was asked for. The message says what. */
public final class ExportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExportException(String message) {
        super(message);
    }
}
