/** Reports of an experiment's results: pages with pictures, and text. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // The modules that it exports to are compiled after it.
module dev.tenon.experiments.report {
    requires transitive dev.tenon.experiments.statistics;
    requires gg.jte.runtime;
    requires tools.jackson.databind;
    requires static org.jspecify;

    exports dev.tenon.experiments.archive to
            dev.tenon.experiments.cli;
    exports dev.tenon.experiments.report to
            dev.tenon.experiments,
            dev.tenon.experiments.cli;
    exports dev.tenon.experiments.report.table to
            dev.tenon.experiments.cli;
    exports dev.tenon.experiments.report.draw to
            dev.tenon.experiments.cli;
}
