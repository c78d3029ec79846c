package dev.tenon.experiments.cli;

import dev.tenon.api.data.Examples;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Summary;
import dev.tenon.experiments.read.Repeats;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TrainSpec;
import java.util.Locale;

/**
 * What a run will take, before it is started: not measured, but counted from its networks.
 *
 * @param multiplyAdds of training, all trials together: three times those of a forward pass (the pass itself, the gradient
 *     of its input, that of its weights) for each example of each step
 * @param bytes of the weights that all trials leave behind
 */
record RunEstimate(double multiplyAdds, double bytes) {

    /** What one thread of a desktop processor reaches with networks of a few layers, give or take a factor of three. */
    private static final double A_SECOND = 1e10;

    private static final double FORWARD_AND_BACKWARD = 3;
    private static final String[] SIZES = {"KiB", "MiB", "GiB", "TiB"};

    static RunEstimate of(Plan plan, DataLoader loader) {
        double multiplyAdds = 0;
        double bytes = 0;
        Repeats repeats = Repeats.of(plan);
        for (Plan.Cell cell : plan.cells()) {
            double seeds = cell.spec().design().seeds().values().size();
            for (ArmSpec arm : cell.spec().arms()) {
                if (repeats.repeated(arm.name(), cell.factors())) {
                    continue;
                }
                multiplyAdds += seeds * (training(cell, arm, loader) + tuning(cell, arm, loader));
                for (StageSpec stage : arm.stages()) {
                    Examples examples = loader.load(cell.spec(), stage.data());
                    Summary summary = Summary.of(stage, Network.shapes(stage, examples.columns()));
                    bytes += seeds * Float.BYTES * summary.parameters();
                }
            }
        }
        return new RunEstimate(multiplyAdds, bytes);
    }

    /** Of all stages of an arm. */
    private static double training(Plan.Cell cell, ArmSpec arm, DataLoader loader) {
        double multiplyAdds = 0;
        for (StageSpec stage : arm.stages()) {
            Examples examples = loader.load(cell.spec(), stage.data());
            Summary summary = Summary.of(stage, Network.shapes(stage, examples.columns()));
            multiplyAdds += FORWARD_AND_BACKWARD * summary.multiplyAdds() * seen(stage, examples);
        }
        return multiplyAdds;
    }

    /** Of all that a trial tries first: of successive rounds as if each setting were as likely to go on. */
    private static double tuning(Plan.Cell cell, ArmSpec arm, DataLoader loader) {
        return arm.tuning()
                .map(by -> by.trainings()
                        * by.candidates().stream()
                                .mapToDouble(each -> training(cell, arm.with(each), loader))
                                .average()
                                .orElse(0))
                .orElse(0.0);
    }

    /** Examples that a stage is shown, each as often as it is. */
    private static double seen(StageSpec stage, Examples examples) {
        TrainSpec train = stage.train();
        double count = Sampler.trainingExamples(examples, stage, 0).length;
        return train.steps()
                .map(steps -> steps * Math.min(count, train.batch()))
                .orElseGet(() -> train.epochs().orElse(0) * count);
    }

    /** In a line. */
    String text() {
        return String.format(
                Locale.ROOT,
                "estimated, not measured: %.2g multiply-adds of training, on one thread %s at 1e10 a second (evaluation"
                        + " comes on top); %s of weights",
                multiplyAdds,
                time(multiplyAdds / A_SECOND),
                size(bytes));
    }

    private static String time(double seconds) {
        if (seconds < 60) {
            return seconds < 1 ? "less than a second" : String.format(Locale.ROOT, "about %.0f s", seconds);
        }
        double minutes = seconds / 60;
        double hours = minutes / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "about %.0f min", minutes)
                : hours < 48
                        ? String.format(Locale.ROOT, "about %.0f h", hours)
                        : String.format(Locale.ROOT, "about %,.0f days", hours / 24);
    }

    /** A number of bytes for people. */
    static String size(double bytes) {
        double size = bytes / 1024;
        int unit = 0;
        while (size >= 1024 && unit + 1 < SIZES.length) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%,.0f %s", size, SIZES[unit]);
    }
}
