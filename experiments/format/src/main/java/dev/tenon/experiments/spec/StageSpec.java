package dev.tenon.experiments.spec;

import dev.tenon.experiments.yaml.Mark;
import java.util.List;

/**
 * One network and its training. Later stages may use its layers.
 *
 * @param id unique within the arm; {@code main} for an arm of one stage, and for a last stage without id
 * @param data the name of its data set
 * @param inputs the columns of the data set that the network takes, at least one
 * @param layers in the file's order, at least one; the last one's result is the output
 * @param train how it is trained; with 0 steps it is only evaluated
 * @param mark where it is written
 */
public record StageSpec(
        String id, String data, List<String> inputs, List<LayerSpec> layers, TrainSpec train, Mark mark) {}
