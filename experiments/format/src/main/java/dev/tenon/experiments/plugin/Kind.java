package dev.tenon.experiments.plugin;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.launch.Launcher;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.plugin.Service;
import dev.tenon.api.report.ReportSection;
import dev.tenon.api.tracking.Tracker;
import dev.tenon.api.training.Initializer;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.Penalty;
import dev.tenon.api.training.Schedule;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of service that a plugin may provide. */
public enum Kind {
    LAYER(Layer.class, "layer", "layers"),
    LOSS(Loss.class, "loss", "losses"),
    PENALTY(Penalty.class, "penalty", "penalties"),
    OPTIMIZER(Optimizer.class, "optimizer", "optimizers"),
    SCHEDULE(Schedule.class, "schedule", "schedules"),
    INITIALIZER(Initializer.class, "initializer", "initializers"),
    AUGMENTATION(Augmentation.class, "augmentation", "augmentations"),
    DATASET(Dataset.class, "data set", "data sets"),
    METRIC(Metric.class, "metric", "metrics"),
    ANALYSIS(Analysis.class, "analysis", "analyses"),
    BACKEND(Backend.class, "backend", "backends"),
    LAUNCHER(Launcher.class, "launcher", "launchers"),
    TRACKER(Tracker.class, "tracker", "trackers"),
    SECTION(ReportSection.class, "report section", "report sections");

    private final Class<?> service;
    private final String noun;
    private final String plural;

    Kind(Class<?> service, String noun, String plural) {
        this.service = service;
        this.noun = noun;
        this.plural = plural;
    }

    /** The interface of the service. */
    public Class<?> service() {
        return service;
    }

    /** What messages call one of them, as {@code data set}. */
    public String noun() {
        return noun;
    }

    /** What messages call several. */
    public String plural() {
        return plural;
    }

    /** Whether results can depend on it: not on who starts processes, nor on who hears of a run. */
    public boolean changesResults() {
        return this != LAUNCHER && this != TRACKER;
    }

    /** Whether this is the interface that all kinds have in common, and that alone is none. */
    static boolean isBare(String service) {
        return service.equals(Service.class.getName());
    }

    /** What to do about a class that is provided as that. */
    static String bareRemedy() {
        return "let it implement one of "
                + Arrays.stream(values())
                        .map(kind -> kind.service.getSimpleName())
                        .collect(Collectors.joining(", "))
                + ", and let the module-info provide that one with it";
    }

    /** The kind whose interface this is. */
    public static Optional<Kind> of(Class<?> service) {
        return of(service.getName());
    }

    /** The kind whose interface has this name, as a module-info gives it. */
    static Optional<Kind> of(String service) {
        return Arrays.stream(values())
                .filter(kind -> kind.service.getName().equals(service))
                .findFirst();
    }
}
