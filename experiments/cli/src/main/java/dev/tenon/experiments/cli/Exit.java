package dev.tenon.experiments.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the process ends with. The numbers are for commands, the {@link Code}s say what they mean. */
final class Exit {

    /** Every exit code and what it says, for {@code --help}. */
    enum Code {
        OK(0, "Success."),
        TRIALS(
                1,
                "Some trials failed or diverged; the others are recorded and compared. Also if Java could not start (see "
                        + "its message)."),
        USAGE(
                2,
                "Invalid request: a wrong option, an error in a file, missing data, or an output that cannot be written. "
                        + "Nothing was run."),
        INTERNAL(3, "A bug in Tenon or in a plugin, or not enough memory."),
        UNWRITTEN(
                4,
                "All trials ended and the comparison was printed, but the run folder is incomplete: a file could not be "
                        + "written."),
        DIFFERENT(5, "`verify` or `diff` found a difference."),
        INTERRUPTED(
                130,
                "Interrupted by Ctrl-C (143 by SIGTERM). Finished trials are in the run folder, which is marked as unfinished.");

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
