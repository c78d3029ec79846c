package dev.tenon.experiments.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the process ends with. The numbers are for commands, the {@link Code}s say what they mean. */
final class Exit {

    /** Every exit code and what it says, for {@code --help}. */
    enum Code {
        OK(0, "All went well."),
        TRIALS(
                1,
                "Some trials failed or diverged; the others are recorded and compared. Or Java could not be started, which"
                        + " its own message says."),
        USAGE(
                2,
                "What was asked cannot be done: a wrong option, a mistake in a file, data that is not there, an output that"
                        + " cannot be written. Nothing was run."),
        INTERNAL(3, "A mistake in Tenon or in a plugin, or too little memory."),
        UNWRITTEN(
                4,
                "All trials ended and the comparison is printed, but the run folder is not whole: a file could not be"
                        + " written."),
        DIFFERENT(
                5, "`verify` found a difference: a file, an input, or a trial that was redone is not as the run says."),
        INTERRUPTED(
                130,
                "Interrupted, as by Ctrl-C (143 by SIGTERM). The trials that had ended are in the run folder, which says"
                        + " that it has not finished.");

        private final int number;
        private final String words;

        Code(int number, String words) {
            this.number = number;
            this.words = words;
        }

        int number() {
            return number;
        }
    }

    static final int OK = Code.OK.number;
    static final int TRIALS = Code.TRIALS.number;
    static final int USAGE = Code.USAGE.number;
    static final int INTERNAL = Code.INTERNAL.number;
    static final int UNWRITTEN = Code.UNWRITTEN.number;
    static final int DIFFERENT = Code.DIFFERENT.number;
    static final int INTERRUPTED = Code.INTERRUPTED.number;

    private Exit() {}

    /** What each number says. */
    static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        for (Code code : Code.values()) {
            words.put(Integer.toString(code.number), code.words);
        }
        return words;
    }
}
