package dev.tenon.api.graph;

/**
 * Shapes that an op or a layer cannot take. The message says what was given, what is needed and,
 * where it helps, what to change; code that knows the location in the user's file adds it.
 */
public final class ShapeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An error in shapes.
     *
     * @param message what was given, what is needed and what to change
     */
    public ShapeException(String message) {
        super(message);
    }
}
