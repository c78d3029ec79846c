package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tenon.api.data.DataException;
import dev.tenon.api.graph.ShapeException;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Something a user might write that cannot work, and what the error must speak of.
 *
 * @param name for reports
 * @param attempt makes the mistake: a settings record with a wrong value, say; an optional step after it is the suite's
 * @param words parts of the message, such as the name of the setting and the wrong value
 */
public record Mistake(String name, Callable<?> attempt, List<String> words) {
    private static final int SHORTEST_MESSAGE = 15;

    /** A mistake that is made by evaluating something. */
    public static Mistake of(String name, Callable<?> attempt, String... words) {
        return new Mistake(name, attempt, List.of(words));
    }

    /** Checks that it is refused, with a message for a user. */
    void check() {
        RuntimeException error = attempted();
        String message = String.valueOf(error.getMessage());
        assertTrue(
                error instanceof IllegalArgumentException
                        || error instanceof ShapeException
                        || error instanceof DataException,
                name + ": throw IllegalArgumentException, ShapeException or DataException, not " + error);
        assertTrue(message.length() >= SHORTEST_MESSAGE, name + ": the message says what to do: " + message);
        assertFalse(
                message.contains("Exception") || message.contains("java."),
                name + ": the message is for a user: " + message);
        for (String word : words) {
            assertTrue(message.contains(word), name + ": the message speaks of " + word + ": " + message);
        }
    }

    private RuntimeException attempted() {
        try {
            attempt.call();
        } catch (RuntimeException e) {
            return e;
        } catch (Exception e) {
            return fail(name + ": a checked exception tells a user nothing", e);
        }
        return fail(name + " was accepted");
    }
}
