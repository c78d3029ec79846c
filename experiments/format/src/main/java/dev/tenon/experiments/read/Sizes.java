package dev.tenon.experiments.read;

import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.StageSpec;

/** How large networks are. A file alone does not say, for it depends on the data. */
public interface Sizes {

    /**
     * The size of a stage's network, as the cost table of a report has it.
     *
     * @param match parameters, or multiply-adds of one forward pass for one example
     * @throws dev.tenon.experiments.yaml.SpecException if the layers do not fit their inputs, or the data is not there
     */
    long of(ExperimentSpec spec, StageSpec stage, CompareSpec.Match match);
}
