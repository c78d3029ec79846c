package dev.tenon.api.data;

/** Data that cannot be used. The message says which file or setting, what is wrong and what to do. */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
