/** What trials say: estimates, tests, verdicts and conclusions. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // The modules that it exports to are compiled after it.
module dev.tenon.experiments.statistics {
    requires commons.math3;
    requires transitive dev.tenon.experiments.runner;
    requires ojalgo;
    requires org.apache.commons.statistics.distribution;
    requires org.apache.commons.statistics.inference;
    requires static org.jspecify;

    provides dev.tenon.api.analysis.Analysis with
            dev.tenon.experiments.stats.OperatingPoints;

    // The runner makes settings records from what a file says.
    opens dev.tenon.experiments.stats;

    exports dev.tenon.experiments.stats to
            dev.tenon.experiments.report,
            dev.tenon.experiments,
            dev.tenon.experiments.cli;
}
