/** The experiment runner and its command line. */
@org.jspecify.annotations.NullMarked
module dev.tenon.experiments {
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires com.google.common; // only Guice uses it: an automatic module cannot ask for a named one
    requires com.google.guice;
    requires commons.math3;
    requires dev.tenon.api;
    requires gg.jte.runtime;
    requires info.picocli;
    requires jakarta.inject;
    requires java.management;
    requires me.tongfei.progressbar;
    requires ojalgo;
    requires org.apache.commons.statistics.distribution;
    requires org.apache.commons.statistics.inference;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires tools.jackson.databind;
    requires static org.jspecify;

    // `uses` is what brings a jar of lib/ into the boot layer: the JVM resolves every module that provides one of
    // these.
    uses dev.tenon.api.analysis.Analysis;
    uses dev.tenon.api.augmentation.Augmentation;
    uses dev.tenon.api.backend.Backend;
    uses dev.tenon.api.data.Dataset;
    uses dev.tenon.api.layer.Layer;
    uses dev.tenon.api.optimizer.Optimizer;
    uses dev.tenon.api.training.Initializer;
    uses dev.tenon.api.training.Loss;
    uses dev.tenon.api.training.Metric;
    uses dev.tenon.api.training.Penalty;
    uses dev.tenon.api.training.Schedule;

    // Logging is set up by code: logback looks for no configuration file.
    provides ch.qos.logback.classic.spi.Configurator with
            dev.tenon.experiments.record.QuietLogging;

    // What was measured goes to JSON and back, from one process to another.
    opens dev.tenon.experiments.bench to
            tools.jackson.databind;

    // picocli reads its annotations by reflection, Guice calls constructors and methods that its own annotations mark.
    opens dev.tenon.experiments.cli to
            info.picocli,
            com.google.guice;
    opens dev.tenon.experiments.inject to
            com.google.guice;
    opens dev.tenon.experiments.record to
            com.google.guice,
            tools.jackson.databind;
    opens dev.tenon.experiments.run to
            com.google.guice;
}
