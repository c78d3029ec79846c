package dev.tenon.experiments.record;

/** A run folder that cannot be written or read. The message says which file, what is wrong and what to do. */
public final class BundleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BundleException(String message) {
        super(message);
    }

    public BundleException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Never absent, other than that of exceptions in general. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
