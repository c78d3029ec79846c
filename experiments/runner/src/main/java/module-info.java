/** Data, networks, training and run folders. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // The modules that it exports to are compiled after it.
module dev.tenon.experiments.runner {
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires transitive dev.tenon.experiments.format;
    requires jakarta.inject;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires static org.jspecify;

    exports dev.tenon.experiments.data to
            dev.tenon.experiments.statistics,
            dev.tenon.experiments.report,
            dev.tenon.experiments,
            dev.tenon.experiments.cli;
    exports dev.tenon.experiments.export to
            dev.tenon.experiments.report,
            dev.tenon.experiments.cli;
    exports dev.tenon.experiments.model to
            dev.tenon.experiments.report,
            dev.tenon.experiments,
            dev.tenon.experiments.cli;
    exports dev.tenon.experiments.record to
            dev.tenon.experiments.report,
            dev.tenon.experiments,
            dev.tenon.experiments.cli;
    exports dev.tenon.experiments.run to
            dev.tenon.experiments.statistics,
            dev.tenon.experiments.report,
            dev.tenon.experiments,
            dev.tenon.experiments.cli;

    // Logging is set up by code: logback looks for no configuration file.
    provides ch.qos.logback.classic.spi.Configurator with
            dev.tenon.experiments.record.QuietLogging;

    // Guice calls constructors that its own annotations mark; Jackson reads and makes the records of JSON files.
    opens dev.tenon.experiments.record to
            com.google.guice,
            tools.jackson.databind;
    opens dev.tenon.experiments.run to
            com.google.guice;

    // What the report draws by itself, as a file may name it.
    provides dev.tenon.api.analysis.Analysis with
            dev.tenon.experiments.views.ClassByClass,
            dev.tenon.experiments.views.FeatureMaps,
            dev.tenon.experiments.views.Filters,
            dev.tenon.experiments.views.FiringMaps,
            dev.tenon.experiments.views.Positions,
            dev.tenon.experiments.views.WorstMistakes;

    opens dev.tenon.experiments.views;

    exports dev.tenon.experiments.views to
            dev.tenon.experiments.statistics,
            dev.tenon.experiments.report;
}
