package dev.tenon.api.analysis;

import dev.tenon.api.settings.Configurable;

/**
 * What is looked at once a trial is trained: which part of the image a unit answers to, what a net can do without it. It is done for each
 * trial by itself, right after its metrics are measured; what it puts is a part of the trial's result, so that it is the same bits on
 * every machine and at any number of threads.
 *
 * @param <S> its settings
 */
public interface Analysis<S extends Record> extends Configurable<S> {

    /**
     * Refuses settings that do not fit the network or the data, before anything is trained. {@link AnalysisSubject#layer} and {@link
     * AnalysisSubject#column} refuse names that are not there by themselves.
     *
     * @throws IllegalArgumentException if they do not fit; the message is shown with its location in the file
     */
    default void check(AnalysisSubject subject, S settings) {}

    /**
     * Analyses a trained network.
     *
     * @param scope where it gets the network, and where it puts what it finds
     */
    void run(AnalysisScope scope, S settings);

    /**
     * Holds what was put for each trial against what was put for others: arms, or seeds. It is done once, when all trials of the run have
     * ended, from what the run has of them. If it fails, the run has a table that says so in place of what it puts.
     *
     * @since 0.2
     */
    default void compare(ComparisonScope scope, S settings) {}
}
