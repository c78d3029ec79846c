package dev.tenon.api.launch;

/**
 * Shards cannot be launched; the message says why and what to do about it.
 *
 * @since 0.2
 */
public final class LaunchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message for the user. */
    public LaunchException(String message) {
        super(message);
    }

    /** With a message for the user, and what led to it. */
    public LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
