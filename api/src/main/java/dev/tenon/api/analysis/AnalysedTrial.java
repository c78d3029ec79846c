package dev.tenon.api.analysis;

import dev.tenon.api.report.Table;
import java.util.Map;

/**
 * What an analysis put into the run for one trial.
 *
 * @since 0.2
 */
public interface AnalysedTrial {

    /** The trial's arm. */
    String arm();

    /** The varied settings and their values; empty if nothing is varied. */
    Map<String, String> factors();

    /** The trial's seed. */
    long seed();

    /** The tables, details among them, by name. */
    Map<String, Table> tables();

    /**
     * The numbers that were put under a name, read when they are asked for: keep of them what is needed.
     *
     * @return row-major; not to be written to
     * @throws IllegalArgumentException if there are none
     */
    float[] numbers(String name);
}
