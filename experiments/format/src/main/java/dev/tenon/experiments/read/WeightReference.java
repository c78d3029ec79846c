package dev.tenon.experiments.read;

import dev.tenon.experiments.spec.KernelLayout;
import dev.tenon.experiments.yaml.Mark;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose weights a layer takes, as it is written. */
sealed interface WeightReference {

    /** Where it is written. */
    Mark mark();

    /** The id that a layer has if the file gives it none: that of the layer it takes, if it takes one. */
    Optional<String> givenId();

    /** {@code parts.digit}, or {@code composed.parts.digit}. */
    record Stage(String arm, String stage, String layer, Mark mark) implements WeightReference {

        @Override
        public Optional<String> givenId() {
            return Optional.of(layer);
        }

        @Override
        public String toString() {
            return arm + "." + stage + "." + layer;
        }
    }

    /** {@code {run: runs/first, trial: whole/seed-0, layer: main.ten}}. */
    record Run(String run, String trial, String stage, String layer, Mark mark) implements WeightReference {

        @Override
        public Optional<String> givenId() {
            return Optional.of(layer);
        }
    }

    /**
     * {@code {file: vgg.safetensors, map: {kernel: features.0.weight}, layout: oihw}}.
     *
     * @param flattened empty if it is not said
     */
    record File(String file, Map<String, String> map, KernelLayout layout, List<Integer> flattened, Mark mark)
            implements WeightReference {

        @Override
        public Optional<String> givenId() {
            return Optional.empty();
        }
    }
}
