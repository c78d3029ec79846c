package dev.tenon.experiments.model;

import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.experiments.data.MeasuredRows;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.data.YesNo;
import dev.tenon.experiments.read.Measures;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.MeasureSpec;
import dev.tenon.experiments.spec.OperatingPoint;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.yaml.SpecException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks that what a file compares by can be measured of a stage that is compared, before anything is trained.
 *
 * @param network of the stage; empty where it was checked already, and only the data are others
 */
record MeasureCheck(ArmSpec arm, StageSpec stage, Examples examples, Objective objective, Optional<Network> network) {

    /**
     * Checks all measures.
     *
     * @throws SpecException if one of them cannot be measured
     */
    void all(Measures measures) {
        for (String name : measures.names()) {
            boolean primary = name.equals(measures.compare().primary());
            String by =
                    "cannot be measured by " + name + " (" + (primary ? "compare.primary" : "compare.metrics") + ")";
            one(by, name, measures.of(name), primary);
        }
    }

    /**
     * Checks that an arm which is tuned can be measured by what decides.
     *
     * @throws SpecException if it cannot
     */
    void tuned(Measures measures) {
        if (arm.tuning().isPresent()) {
            String name = arm.tuning().get().tune().metric();
            one("cannot be measured by " + name + " (tune.choose-by)", name, measures.of(name), true);
        }
    }

    /** Checks that a metric can be watched on the validation split. */
    void watched(Part<Metric<?>> metric) {
        String by = "cannot watch " + metric.type() + " (train.watch)";
        MeasureSpec measure = MeasureSpec.of(metric);
        MeasuredRows rows = MeasuredRows.of(table(by, measure), indices(by, Split.VALIDATION));
        taken(by, metric, rows.targets());
        defined(by, Split.VALIDATION, metric, rows);
    }

    private void one(String by, String name, MeasureSpec measure, boolean primary) {
        Optional<String> layer = measure.of();
        if (layer.isPresent()
                && stage.layers().stream().noneMatch(each -> each.id().equals(layer.get()))) {
            if (primary && network.isPresent()) {
                throw problem(by + ": it has no layer \"" + layer.get() + "\"");
            }
            return; // This arm has no such result; others may.
        }
        Split split = CompareSpec.split(name);
        int[] indices = indices(by, split);
        TargetTable table = table(by, measure);
        MeasuredRows rows = MeasuredRows.of(table, indices);
        taken(by, measure.metric(), rows.targets());
        if (network.isPresent() && !Repeatable.measures(measure.metric(), rows)) {
            throw problem(by + ", which gave another value when asked again, so no run could be repeated; "
                    + measure.metric().service().getClass().getName()
                    + " must draw no random numbers and keep nothing between calls");
        }
        // Which training examples are measured depends on the seed.
        if (split != Split.TRAIN) {
            defined(by, split, measure.metric(), rows);
        }
        measure.threshold().ifPresent(point -> threshold(by, point, table, measure.metric()));
    }

    private int[] indices(String by, Split split) {
        int[] indices = examples.split(split);
        if (indices.length == 0) {
            throw problem(by + ": data set " + stage.data() + " has no " + word(split) + " examples");
        }
        return indices;
    }

    private static String word(Split split) {
        return split.name().toLowerCase(Locale.ROOT);
    }

    /** What a layer's result is measured against, which it fits. */
    private TargetTable table(String by, MeasureSpec measure) {
        String layer = measure.of().orElse(stage.layers().getLast().id());
        TargetTable table = against(by, measure);
        try {
            network.ifPresent(net -> Checker.fits(stage, net.result(layer).shape(), table));
        } catch (IllegalArgumentException e) {
            throw problem(by + ": layer " + layer + " " + e.getMessage());
        }
        return table;
    }

    private TargetTable against(String by, MeasureSpec measure) {
        try {
            return objective.measured(measure.of(), measure.against());
        } catch (IllegalArgumentException e) {
            throw problem(by + ": " + e.getMessage());
        }
    }

    private void taken(String by, Part<Metric<?>> metric, TargetRows targets) {
        if (!new MeasuredRows(targets, new int[0]).takes(metric)) {
            throw problem(by + ", which does not take " + words(targets) + " as data set " + stage.data()
                    + " has; choose a metric that `tenon plugins` lists for them");
        }
    }

    private static String words(TargetRows targets) {
        return switch (targets.kind()) {
            case CLASSES -> targets.units() + " classes";
            case SIGNS -> targets.units() + (targets.units() == 1 ? " sign" : " signs");
            case NUMBERS -> "numbers";
        };
    }

    private void defined(String by, Split split, Part<Metric<?>> metric, MeasuredRows rows) {
        if (rows.targets().count() == 0) {
            throw problem(by + ": data set " + stage.data() + " knows none of the " + word(split) + " split's targets");
        }
        rows.undefined(metric).ifPresent(reason -> {
            throw problem(by + ", which is undefined on the " + word(split) + " split of data set " + stage.data()
                    + ": " + reason);
        });
    }

    private void threshold(String by, OperatingPoint point, TargetTable table, Part<Metric<?>> measured) {
        MeasuredRows rows = MeasuredRows.of(
                table, indices(by + " at a threshold chosen on the validation split", Split.VALIDATION));
        TargetRows targets = rows.targets();
        if (!YesNo.isOne(targets.kind(), targets.units())) {
            throw problem(by + " at a threshold, which is of one sign or two classes; data set " + stage.data()
                    + " has " + words(targets) + " there: remove `threshold`");
        }
        for (Part<Metric<?>> metric : List.of(point.metric(), measured)) {
            String what = by + " at a threshold chosen by " + metric.type();
            taken(what, metric, targets);
            if (!metric.service().higherIsBetter()) {
                throw problem(
                        what + ", for which lower is better; choose one for which higher is, such as sensitivity");
            }
            defined(what, Split.VALIDATION, metric, rows);
        }
    }

    private SpecException problem(String message) {
        return Checker.problem(arm, stage, message);
    }
}
