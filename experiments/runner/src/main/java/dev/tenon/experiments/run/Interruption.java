package dev.tenon.experiments.run;

import java.util.concurrent.CancellationException;

/** How a run is stopped from outside: its threads are interrupted, and look for that between two minibatches. */
final class Interruption {

    private Interruption() {}

    /**
     * Looks whether this thread is to stop.
     *
     * @throws CancellationException if it is
     */
    static void check() {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted");
        }
    }
}
