package dev.tenon.api.report;

import dev.tenon.api.settings.Configurable;
import java.util.Optional;

/**
 * A part of the report that is made of a run's results: in the browser, in the terminal, in a paper. It is made again whenever somebody reads
 * the run, from what the run's folder has, and is no part of the run's digest.
 *
 * @param <S> its settings
 */
public interface ReportSection<S extends Record> extends Configurable<S> {

    /**
     * The section.
     *
     * @return empty if there is nothing to say of these results
     */
    Optional<Section> of(RunResults results, S settings);
}
