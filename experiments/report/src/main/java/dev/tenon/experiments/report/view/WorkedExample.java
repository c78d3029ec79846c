package dev.tenon.experiments.report.view;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * What a small network with given weights computes, step by step, with all its numbers: for experiments in which
 * nothing is trained.
 *
 * @param arm whose network it is
 * @param image which image, from 1
 * @param target what the image is
 * @param steps the image, then for each layer its filters and its maps
 */
public record WorkedExample(String arm, int image, String target, List<Step> steps) {

    private static final int IMAGES = 8;
    private static final int CHANNELS = 8;

    /** Grids that belong together. */
    public record Step(String title, List<NumberGrid> grids) {}

    /** All that fit to be shown number by number; empty if the experiment trains anything or its images are large. */
    public static List<WorkedExample> of(ExperimentResult result) {
        List<WorkedExample> all = new ArrayList<>();
        if (result.trials().stream().flatMap(trial -> trial.stages().stream()).anyMatch(stage -> stage.steps() > 0)) {
            return all; // An arm that is not trained is there for the others' sake.
        }
        for (Features features : result.features()) {
            TrialRecord trial = Networks.trial(result, features);
            Shape image = features.image();
            if (small(image.dim(0), image.dim(1), image.dim(2))) {
                for (int i = 0; i < StrictMath.min(features.count(), IMAGES); i++) {
                    all.add(new WorkedExample(
                            features.trial().arm(), i + 1, Networks.target(features, i), steps(features, trial, i)));
                }
            }
        }
        return all;
    }

    private static List<Step> steps(Features features, TrialRecord trial, int index) {
        List<Step> steps = new ArrayList<>();
        Shape image = features.image();
        steps.add(new Step("image", maps("", features.pixels(), index, image.dim(0), image.dim(1), image.dim(2))));
        for (Features.LayerFeatures layer : features.layers()) {
            List<NumberGrid> filters = filters(trial.last(), layer.id());
            if (!filters.isEmpty()) {
                steps.add(new Step(layer.id() + ": filter", filters));
            }
            Shape shape = layer.shape();
            if (shape.rank() == 4 && small(shape.dim(1), shape.dim(2), shape.dim(3))) {
                steps.add(new Step(
                        title(layer), maps("", layer.values(), index, shape.dim(1), shape.dim(2), shape.dim(3))));
            } else if (shape.rank() == 2 && shape.dim(1) <= NumberGrid.MOST) {
                steps.add(new Step(title(layer), maps("", layer.values(), index, 1, shape.dim(1), 1)));
            }
        }
        return steps;
    }

    private static String title(Features.LayerFeatures layer) {
        return layer.id().equals(layer.type()) || layer.id().startsWith(layer.type() + "-")
                ? layer.id()
                : layer.id() + ": " + layer.type();
    }

    private static boolean small(int height, int width, int channels) {
        return height <= NumberGrid.MOST && width <= NumberGrid.MOST && channels <= CHANNELS;
    }

    private static List<NumberGrid> maps(
            String prefix, float[] values, int index, int height, int width, int channels) {
        List<NumberGrid> maps = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            String title = prefix + (channels > 1 ? "channel " + (c + 1) : "");
            maps.add(NumberGrid.channel(title, values, index * height * width * channels, height, width, channels, c));
        }
        return maps;
    }

    /** The kernels {@code [height, width, in, out]} of a layer, one grid for each pair of channels. */
    private static List<NumberGrid> filters(StageRecord stage, String layer) {
        List<NumberGrid> filters = new ArrayList<>();
        for (NamedTensor tensor : stage.weights()) {
            Shape shape = tensor.shape();
            if (tensor.name().startsWith(stage.stage() + "/" + layer + "/")
                    && shape.rank() == 4
                    && small(shape.dim(0), shape.dim(1), shape.dim(2) * shape.dim(3))) {
                int in = shape.dim(2);
                int out = shape.dim(3);
                for (int c = 0; c < in * out; c++) {
                    String title = in * out == 1
                            ? ""
                            : in == 1 ? "filter " + (c + 1) : "filter " + (c % out + 1) + ", channel " + (c / out + 1);
                    filters.add(NumberGrid.channel(title, tensor.values(), 0, shape.dim(0), shape.dim(1), in * out, c));
                }
            }
        }
        return filters;
    }
}
