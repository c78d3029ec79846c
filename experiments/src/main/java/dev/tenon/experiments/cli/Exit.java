package dev.tenon.experiments.cli;

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

    private Exit() {}
}
