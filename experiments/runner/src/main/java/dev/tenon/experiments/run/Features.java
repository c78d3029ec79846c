package dev.tenon.experiments.run;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.views.AnswerCounts;
import dev.tenon.experiments.views.WorstMistakes;
import java.util.List;
import java.util.Optional;

/**
 * What one trained network does with a few test images, layer by layer: what the report draws.
 *
 * @param trial whose network it is
 * @param image {@code [height, width, channels]}; numbers that are no image are a row of pixels
 * @param pixels {@code [n, height, width, channels]}
 * @param targets the names of what each image is or has, for people
 * @param annotations of each image
 * @param names of the network's outputs
 * @param outputs {@code [n, units]}
 * @param layers in order
 * @param spots where in the test images the first thing looked for stands, and how often it is detected there; empty
 *     where the data does not say
 * @param counts how often what is right and what is answered came together, all seeds of the arm counted; empty where that is no table
 * @param mistakes the most confident wrong answers of this network over the test split, the most confident first; empty where answers are
 *     not recorded
 */
public record Features(
        TrialId trial,
        Shape image,
        float[] pixels,
        List<String> targets,
        List<List<Annotation>> annotations,
        List<String> names,
        float[] outputs,
        List<LayerFeatures> layers,
        List<Spot> spots,
        Optional<AnswerCounts> counts,
        List<WorstMistakes.Mistake> mistakes) {

    /** Features without mistakes. */
    public Features(
            TrialId trial,
            Shape image,
            float[] pixels,
            List<String> targets,
            List<List<Annotation>> annotations,
            List<String> names,
            float[] outputs,
            List<LayerFeatures> layers,
            List<Spot> spots,
            Optional<AnswerCounts> counts) {
        this(trial, image, pixels, targets, annotations, names, outputs, layers, spots, counts, List.of());
    }

    /**
     * One layer's results.
     *
     * @param shape {@code [n, height, width, channels]} or {@code [n, units]}
     */
    public record LayerFeatures(String id, String type, Shape shape, float[] values) {}

    /**
     * A test image that has the first thing looked for.
     *
     * @param row of the centre of its box, in pixels from the top
     * @param column of the centre, from the left
     * @param detected the part of the arm's seeds whose output is above 0, from 0 to 1
     */
    public record Spot(double row, double column, double detected) {}

    /** These under another name of the trial. */
    public Features of(TrialId named) {
        return new Features(
                named, image, pixels, targets, annotations, names, outputs, layers, spots, counts, mistakes);
    }

    /** These with what all seeds of the arm say, and what this one got wrong. */
    Features with(List<Spot> found, Optional<AnswerCounts> counted, List<WorstMistakes.Mistake> wrong) {
        return new Features(trial, image, pixels, targets, annotations, names, outputs, layers, found, counted, wrong);
    }

    /** How many images. */
    public int count() {
        return pixels.length / image.size();
    }
}
