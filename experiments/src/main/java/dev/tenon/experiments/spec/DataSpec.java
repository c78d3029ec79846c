package dev.tenon.experiments.spec;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.settings.Part;

/**
 * A data set of an experiment.
 *
 * @param name by which arms and other data sets refer to it
 * @param dataset the service and its settings
 * @param mark where it is written
 */
public record DataSpec(String name, Part<Dataset<?>> dataset, Mark mark) {}
