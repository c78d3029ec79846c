package dev.tenon.experiments.cli;

/** An error that ended a run which had begun: its log tells more. */
final class RunFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String log;

    RunFailure(Throwable cause, String log) {
        super(cause);
        this.log = log;
    }

    String log() {
        return log;
    }
}
