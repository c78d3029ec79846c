package dev.tenon.experiments.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the process ends with. */
final class Exit {

    /** All went well. */
    static final int OK = 0;

    /** The experiment ran, but some of its trials failed or diverged. */
    static final int TRIALS = 1;

    /** What was asked cannot be done: a wrong option, a mistake in a file, data that is not there. */
    static final int USAGE = 2;

    /** A mistake in Tenon or in a plugin. */
    static final int INTERNAL = 3;

    /** Stopped from outside, as by Ctrl-C. */
    static final int INTERRUPTED = 130;

    /** What each means, for help. */
    static final Map<Integer, String> MEANINGS = meanings();

    private Exit() {}

    private static Map<Integer, String> meanings() {
        Map<Integer, String> meanings = new LinkedHashMap<>();
        meanings.put(OK, "All went well.");
        meanings.put(
                TRIALS, "Some trials failed or diverged; or Java could not be started, which its own message says.");
        meanings.put(
                USAGE,
                "What was asked cannot be done: a wrong option, a mistake in a file, data that is not there,"
                        + " an output that cannot be written.");
        meanings.put(INTERNAL, "A mistake in Tenon or in a plugin, or too little memory.");
        meanings.put(INTERRUPTED, "Interrupted, as by Ctrl-C.");
        return Collections.unmodifiableMap(meanings);
    }
}
