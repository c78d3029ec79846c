package dev.tenon.experiments.record;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.run.NamedTensor;
import java.util.ArrayList;
import java.util.List;

/** TestPredictions as tensors of a file: the scores under a name, and the rest under that name and more. */
final class AnswerTensors {

    private static final String TARGETS = "/targets";
    private static final String EXAMPLES = "/examples";

    private AnswerTensors() {}

    /** The tensors of answers; none if there are none. */
    static List<NamedTensor> tensors(TestPredictions answers, String name) {
        List<NamedTensor> tensors = new ArrayList<>();
        add(tensors, name, answers.scores());
        add(tensors, name + TARGETS, answers.targets());
        add(tensors, name + EXAMPLES, answers.examples());
        return tensors;
    }

    private static void add(List<NamedTensor> tensors, String name, float[] values) {
        if (values.length > 0) {
            tensors.add(new NamedTensor(name, Shape.of(values.length), values));
        }
    }

    /** The answers among tensors, of which there may be others. */
    static TestPredictions answers(List<NamedTensor> tensors, String name) {
        return new TestPredictions(
                values(tensors, name), values(tensors, name + TARGETS), values(tensors, name + EXAMPLES));
    }

    private static float[] values(List<NamedTensor> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .map(NamedTensor::values)
                .orElseGet(() -> new float[0]);
    }
}
