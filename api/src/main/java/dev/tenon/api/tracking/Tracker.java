package dev.tenon.api.tracking;

import dev.tenon.api.settings.Configurable;
import java.io.IOException;

/**
 * Follows a run in progress and tells others: a page that shows curves, a log, a bell. It is chosen on the command line, as in
 * {@code --track tensorboard=curves}, and no part of the experiment: nothing that it does changes a result or the run's digest. If it fails,
 * that is reported once, it is told nothing further, and the run continues.
 *
 * @param <S> its settings. What stands after the equals sign is the one called {@code to}.
 * @since 0.2
 */
public interface Tracker<S extends Record> extends Configurable<S> {

    /**
     * A run begins.
     *
     * @throws IOException if it cannot tell of it
     */
    Tracking start(TrackedRun run, S settings) throws IOException;
}
