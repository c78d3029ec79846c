package dev.tenon.api.tracking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trial of a run.
 *
 * @param name unique in the run, parts joined by slashes, such as {@code whole/train.examples=64/seed-0}
 * @param arm its arm
 * @param factors the varied settings and their values; empty if nothing is varied
 * @param seed its seed
 * @since 0.2
 */
public record TrackedTrial(String name, String arm, Map<String, String> factors, long seed) {

    /** Keeps a copy of the factors, in order. */
    public TrackedTrial {
        factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
    }
}
