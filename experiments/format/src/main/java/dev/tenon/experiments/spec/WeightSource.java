package dev.tenon.experiments.spec;

import dev.tenon.api.graph.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where a layer's parameters start. */
public sealed interface WeightSource {

    /** From the layer's initializers. */
    record Fresh() implements WeightSource {}

    /** Written in the file, by parameter name; parameters that are not named start fresh. */
    record Written(Map<String, Tensor> tensors) implements WeightSource {}

    /** Learned by another stage of the same trial, in the same arm or, trained anew with the same seed, in another. */
    record Stage(String arm, String stage, String layer) implements WeightSource {}

    /**
     * Learned in an earlier run: the weights of one trial.
     *
     * @param run the run's folder
     * @param trial the trial's id, as in its manifest
     */
    record Run(Path run, String trial, String stage, String layer) implements WeightSource {}

    /**
     * Made by another program: tensors of a file.
     *
     * @param file of safetensors or ONNX
     * @param tensors the name of a tensor by parameter name; parameters that are not named start fresh
     * @param layout of kernels in the file
     * @param flattened {@code [channels, height, width]} of the image whose numbers, channels first, are a matrix's inputs; empty if
     *     there is none
     */
    record File(Path file, Map<String, String> tensors, KernelLayout layout, List<Integer> flattened)
            implements WeightSource {

        /** Keeps a copy of the list. */
        public File {
            flattened = List.copyOf(flattened);
        }
    }

    /** Numbers and their shape. Equality is by content. */
    record Tensor(Shape shape, float[] values) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Tensor t && shape.equals(t.shape) && java.util.Arrays.equals(values, t.values);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(values);
        }
    }
}
