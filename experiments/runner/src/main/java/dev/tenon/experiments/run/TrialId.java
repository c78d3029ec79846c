package dev.tenon.experiments.run;

import java.util.Map;

/**
 * Which trial: an arm, the values of varied settings, a seed.
 *
 * @param factors by setting, in the file's order; empty if nothing is varied
 */
public record TrialId(String arm, Map<String, String> factors, long seed) {

    /** A name fit for a path, as {@code whole/train.examples=64/seed-3}. */
    public String path() {
        StringBuilder text = new StringBuilder(arm);
        factors.forEach((key, value) -> text.append('/').append(key).append('=').append(value.replace('/', '_')));
        return text.append("/seed-").append(seed).toString();
    }

    @Override
    public String toString() {
        return path();
    }
}
