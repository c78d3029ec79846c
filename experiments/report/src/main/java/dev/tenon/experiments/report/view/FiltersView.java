package dev.tenon.experiments.report.view;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.model.LayerSummary;
import dev.tenon.experiments.report.draw.Marker;
import dev.tenon.experiments.report.draw.Ramp;
import dev.tenon.experiments.report.draw.Sheet;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The learned filters of each arm: convolution kernels, and dense layers that look at the whole image. */
final class FiltersView {

    /** How many filters of a layer, and how many channels of each, are drawn; the caption says how many there are. */
    private static final int FILTERS = 16;

    private static final int CHANNELS = 16;
    private static final int WIDEST = 420;

    private final ExperimentResult result;
    private final Arms arms;

    FiltersView(ExperimentResult result, ExperimentComparison comparison) {
        this.result = result;
        this.arms = new Arms(comparison);
    }

    List<ArmBlock> blocks() {
        List<ArmBlock> blocks = new ArrayList<>();
        for (Features features : result.features()) {
            TrialRecord trial = Networks.trial(result, features);
            List<Figure> figures = new ArrayList<>();
            List<NamedTensor> drawn = new ArrayList<>();
            for (int i = 0; i < trial.stages().size(); i++) {
                StageRecord stage = trial.stages().get(i);
                String prefix = i == trial.stages().size() - 1 ? "" : "stage " + stage.stage() + ", ";
                for (NamedTensor tensor : stage.weights()) {
                    // What a later stage takes over and leaves alone is drawn once.
                    if (drawn.stream().noneMatch(other -> Arrays.equals(other.values(), tensor.values()))) {
                        figure(figures, prefix, stage, tensor, features.image());
                    }
                    drawn.add(tensor);
                }
            }
            if (!figures.isEmpty()) {
                String arm = features.trial().arm();
                blocks.add(new ArmBlock(arm, Marker.inline(arms.look(arm)), "", figures));
            }
        }
        return blocks;
    }

    private static void figure(
            List<Figure> figures, String prefix, StageRecord stage, NamedTensor tensor, Shape image) {
        Shape shape = tensor.shape();
        String layer = Networks.layer(tensor);
        LayerSummary summary = stage.layers().stream()
                .filter(l -> l.id().equals(layer))
                .findFirst()
                .orElse(null);
        String name = prefix + layer + (summary != null && summary.frozen() ? " (frozen)" : "");
        if (tensor.name().endsWith("/image")) {
            figures.add(canvas(name, tensor));
        } else if (shape.rank() == 4 && shape.dim(2) == 1) {
            figures.add(filters(name, tensor, shape.dim(0), shape.dim(1), "kernel"));
        } else if (shape.rank() == 4) {
            figures.add(channels(name, tensor));
        } else if (shape.rank() == 2
                && image.dim(2) == 1
                && shape.dim(0) == image.size()
                && seesPixels(stage, layer, image)) {
            figures.add(filters(name, tensor, image.dim(0), image.dim(1), "weights of a unit, one for each pixel,"));
        }
    }

    /** Whether nothing before a layer changes the pixels but their layout: not every 64 numbers are an 8 x 8 image. */
    private static boolean seesPixels(StageRecord stage, String layer, Shape image) {
        for (LayerSummary before : stage.layers()) {
            if (before.id().equals(layer)) {
                return true;
            }
            int size = before.shape().stream().reduce(1, StrictMath::multiplyExact);
            if (before.parameters() > 0 || size != image.size()) {
                return false;
            }
        }
        return false;
    }

    /** Kernels of one channel, side by side: the output channel or unit is the innermost axis. */
    private static Figure filters(String name, NamedTensor tensor, int height, int width, String what) {
        int filters = tensor.shape().dim(-1);
        int drawn = StrictMath.min(filters, FILTERS);
        int columns = Sheet.columns(drawn, StrictMath.clamp(96 / width, 4, 8));
        Sheet sheet = new Sheet((drawn + columns - 1) / columns, columns, height, width);
        double largest = largest(tensor);
        for (int f = 0; f < drawn; f++) {
            for (int i = 0; i < height * width; i++) {
                sheet.set(f, i / width, i % width, Ramp.signed(tensor.values()[i * filters + f], largest));
            }
        }
        String caption = name + ": " + (drawn < filters ? "the first " + drawn + " of " : "") + filters + " of "
                + height + " x " + width + ", scale ±" + Figures.shortest(largest);
        return new Figure(sheet.image(WIDEST, "Each " + what + " of " + name), caption);
    }

    /** Learned images, {@code [height, width, channels]} or several of them: a row for each, a column for each channel. */
    private static Figure canvas(String name, NamedTensor tensor) {
        Shape shape = tensor.shape();
        int height = shape.dim(-3);
        int width = shape.dim(-2);
        int channels = shape.dim(-1);
        int all = shape.size() / (height * width * channels);
        int images = StrictMath.min(all, FILTERS);
        int shown = StrictMath.min(channels, CHANNELS);
        int columns = shown > 1 ? shown : Sheet.columns(images, StrictMath.clamp(96 / width, 4, 8));
        Sheet sheet = new Sheet((images * shown + columns - 1) / columns, columns, height, width);
        double largest = largest(tensor);
        for (int i = 0; i < images * shown; i++) {
            for (int pixel = 0; pixel < height * width; pixel++) {
                int at = (i / shown * height * width + pixel) * channels + i % shown;
                sheet.set(i, pixel / width, pixel % width, Ramp.signed(tensor.values()[at], largest));
            }
        }
        String caption = name + ": " + (images < all ? "the first " + images + " of " : "") + all
                + (all == 1 ? " learned image of " : " learned images of ") + height + " x " + width
                + (channels == 1 ? "" : ", channel by channel") + ", scale ±" + Figures.shortest(largest);
        return new Figure(sheet.image(WIDEST, "What was learned as " + name), caption);
    }

    /** Kernels over several channels: a row for each filter, a column for each channel it looks at. */
    private static Figure channels(String name, NamedTensor tensor) {
        Shape shape = tensor.shape();
        int height = shape.dim(0);
        int width = shape.dim(1);
        int in = shape.dim(2);
        int out = shape.dim(3);
        int rows = StrictMath.min(out, FILTERS);
        int columns = StrictMath.min(in, CHANNELS);
        Sheet sheet = new Sheet(rows, columns, height, width);
        double largest = largest(tensor);
        for (int f = 0; f < rows; f++) {
            for (int c = 0; c < columns; c++) {
                for (int i = 0; i < height * width; i++) {
                    float weight = tensor.values()[(i * in + c) * out + f];
                    sheet.set(f * columns + c, i / width, i % width, Ramp.signed(weight, largest));
                }
            }
        }
        boolean all = rows == out && columns == in;
        String caption =
                name + ": " + out + " filters (rows) over " + in + " channels (columns) of " + height + " x " + width
                        + (all ? "" : ", the first " + rows + " and " + columns + " drawn") + ", scale ±"
                        + Figures.shortest(largest);
        return new Figure(sheet.image(WIDEST, "Each filter of " + name + ", channel by channel"), caption);
    }

    private static double largest(NamedTensor tensor) {
        double largest = 0;
        for (float value : tensor.values()) {
            largest = StrictMath.max(largest, StrictMath.abs(value));
        }
        return largest;
    }
}
