package dev.tenon.experiments.report.view;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.report.draw.Marker;
import dev.tenon.experiments.report.draw.Ramp;
import dev.tenon.experiments.report.draw.Svg;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Figures;
import java.util.ArrayList;
import java.util.List;

/** How often each arm detects the thing looked for, by where in the image it stands. */
final class PositionsView {

    private static final int CELLS = 14;
    private static final double WIDE = 300;

    private final ExperimentResult result;
    private final Arms arms;

    PositionsView(ExperimentResult result, ExperimentComparison comparison) {
        this.result = result;
        this.arms = new Arms(comparison);
    }

    List<ArmBlock> blocks() {
        List<ArmBlock> blocks = new ArrayList<>();
        for (Features features : result.features()) {
            if (!features.spots().isEmpty()) {
                String arm = features.trial().arm();
                double mean = features.spots().stream()
                        .mapToDouble(Features.Spot::detected)
                        .average()
                        .orElse(0);
                String note = "detects " + Figures.percent(StrictMath.rint(mean * 1000) / 1000) + " of "
                        + Words.count(features.spots().size(), "image");
                blocks.add(
                        new ArmBlock(arm, Marker.inline(arms.look(arm)), note, List.of(new Figure(map(features), ""))));
            }
        }
        return blocks;
    }

    private static String map(Features features) {
        Shape image = features.image();
        int size = StrictMath.max(1, (StrictMath.max(image.dim(0), image.dim(1)) + CELLS - 1) / CELLS);
        int rows = (image.dim(0) + size - 1) / size;
        int columns = (image.dim(1) + size - 1) / size;
        double[] sums = new double[rows * columns];
        int[] counts = new int[rows * columns];
        for (Features.Spot spot : features.spots()) {
            int row = StrictMath.clamp((long) (spot.row() / size), 0, rows - 1);
            int column = StrictMath.clamp((long) (spot.column() / size), 0, columns - 1);
            sums[row * columns + column] += spot.detected();
            counts[row * columns + column]++;
        }
        double scale = WIDE / image.dim(1);
        Svg svg = new Svg(
                WIDE,
                image.dim(0) * scale,
                "positions",
                "Fraction detected by " + features.trial().arm() + ", by position in the image");
        svg.element("rect", "x", 0, "y", 0, "width", WIDE, "height", image.dim(0) * scale, "class", "canvas");
        for (int i = 0; i < sums.length; i++) {
            if (counts[i] > 0) {
                double share = sums[i] / counts[i];
                double x = i % columns * size * scale;
                double y = i / columns * size * scale;
                svg.open(
                        "rect",
                        "x",
                        x,
                        "y",
                        y,
                        "width",
                        size * scale - 0.5,
                        "height",
                        size * scale - 0.5,
                        "fill",
                        Ramp.css(Ramp.SIZE.at(share)));
                svg.title(Figures.percent(StrictMath.rint(share * 100) / 100) + " of " + Words.count(counts[i], "image")
                        + " with it here");
                svg.close("rect");
            }
        }
        return svg.done();
    }

    /** What the colours mean. */
    static String scale() {
        Svg svg = new Svg(240, 34, "scale", "Colours from 0 % to 100 % detected");
        for (int i = 0; i < 40; i++) {
            svg.element(
                    "rect", "x", i * 6, "y", 0, "width", 6.2, "height", 12, "fill", Ramp.css(Ramp.SIZE.at(i / 39.0)));
        }
        svg.words(0, 28, "tick", "start", "0 %");
        svg.words(120, 28, "tick", "middle", "detected");
        svg.words(240, 28, "tick", "end", "100 %");
        return svg.done();
    }
}
