package dev.tenon.api.backend;

import java.util.List;

/** Whether a backend can run here. */
public sealed interface Availability {

    /**
     * It can.
     *
     * @param devices what it would run on, for people
     */
    record Ready(List<String> devices) implements Availability {}

    /**
     * It cannot.
     *
     * @param reason what is missing
     * @param remedy what to do
     */
    record Unavailable(String reason, String remedy) implements Availability {}
}
