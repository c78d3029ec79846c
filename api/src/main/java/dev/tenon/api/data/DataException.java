package dev.tenon.api.data;

/** Data that cannot be used. The message says which file or setting, what is wrong and what to do. */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * What was found in the data itself.
     *
     * @param message which file or setting, what is wrong and what to do
     */
    public DataException(String message) {
        super(message);
    }

    /**
     * What another library or the system found.
     *
     * @param message which file or setting, what is wrong and what to do
     * @param cause what it threw
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
