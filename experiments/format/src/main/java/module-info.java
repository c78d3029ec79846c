/** Experiment files and plugins: what a user writes and what it may name, checked whole. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // The modules that it exports to are compiled after it.
module dev.tenon.experiments.format {
    requires transitive dev.tenon.api;
    requires org.snakeyaml.engine;
    requires tools.jackson.databind;
    requires static org.jspecify;

    exports dev.tenon.experiments.digest to
            dev.tenon.experiments.runner,
            dev.tenon.experiments,
            dev.tenon.experiments.cli;
    exports dev.tenon.experiments.plugin to
            dev.tenon.experiments.runner,
            dev.tenon.experiments.statistics,
            dev.tenon.experiments.report,
            dev.tenon.experiments,
            dev.tenon.experiments.cli;
    exports dev.tenon.experiments.read to
            dev.tenon.experiments.runner,
            dev.tenon.experiments.statistics,
            dev.tenon.experiments,
            dev.tenon.experiments.cli;
    exports dev.tenon.experiments.schema to
            dev.tenon.experiments,
            dev.tenon.experiments.cli;
    exports dev.tenon.experiments.settings to
            dev.tenon.experiments,
            dev.tenon.experiments.cli;
    exports dev.tenon.experiments.spec to
            dev.tenon.experiments.runner,
            dev.tenon.experiments.statistics,
            dev.tenon.experiments.report,
            dev.tenon.experiments,
            dev.tenon.experiments.cli;
    exports dev.tenon.experiments.weights to
            dev.tenon.experiments.runner;
    exports dev.tenon.experiments.yaml to
            dev.tenon.experiments.runner,
            dev.tenon.experiments.statistics,
            dev.tenon.experiments.report,
            dev.tenon.experiments,
            dev.tenon.experiments.cli;

    // `uses` is what brings a jar of lib/ into the boot layer: the JVM resolves every module that provides one of
    // these.
    uses dev.tenon.api.analysis.Analysis;
    uses dev.tenon.api.augmentation.Augmentation;
    uses dev.tenon.api.backend.Backend;
    uses dev.tenon.api.data.Dataset;
    uses dev.tenon.api.launch.Launcher;
    uses dev.tenon.api.layer.Layer;
    uses dev.tenon.api.optimizer.Optimizer;
    uses dev.tenon.api.report.ReportSection;
    uses dev.tenon.api.tracking.Tracker;
    uses dev.tenon.api.training.Initializer;
    uses dev.tenon.api.training.Loss;
    uses dev.tenon.api.training.Metric;
    uses dev.tenon.api.training.Penalty;
    uses dev.tenon.api.training.Schedule;
}
