package dev.tenon.api.tracking;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A run that begins.
 *
 * @param experiment its name
 * @param name of the run's folder, such as {@code digits-3}
 * @param folder from which relative paths are seen
 * @param trials how many are to be run
 * @param at when
 * @since 0.2
 */
public record TrackedRun(String experiment, String name, Path folder, int trials, Instant at) {}
