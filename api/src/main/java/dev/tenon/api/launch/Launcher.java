package dev.tenon.api.launch;

import dev.tenon.api.settings.Configurable;

/**
 * Has the shards of a run computed somewhere: as processes, or by a batch system. A shard is a command line that may be started any
 * number of times: it goes on where it was cut off, and does nothing where all is done. Two processes of one shard at a time do no harm
 * either: the second ends with an error.
 *
 * @param <S> its settings
 * @since 0.2
 */
public interface Launcher<S extends Record> extends Configurable<S> {

    /**
     * Starts the shards that are not {@linkplain LaunchScope#done done}, waits for them, and starts those again that ended without being
     * done, each at most {@link LaunchScope#attempts} times. In a {@linkplain LaunchScope#dryRun dry run} nothing is started: what
     * would be is written to the {@linkplain LaunchScope#folder folder}.
     *
     * @return whether it has waited for the shards; false if it wrote down how to start them, and has said so
     * @throws LaunchException if what it needs is not here
     * @throws InterruptedException if the thread is interrupted; what it started is stopped then
     */
    boolean launch(LaunchScope scope, S settings) throws InterruptedException;
}
