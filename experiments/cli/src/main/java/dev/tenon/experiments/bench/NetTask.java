package dev.tenon.experiments.bench;

import dev.tenon.experiments.spec.Architecture;

/**
 * A network to be measured.
 *
 * @param batch images at a time
 * @param threads processor threads
 */
public record NetTask(Architecture net, Mode mode, int batch, int threads) {}
