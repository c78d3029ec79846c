/** The experiment runner and its command line. */
@org.jspecify.annotations.NullMarked
module dev.tenon.experiments {
    requires com.google.guice;
    requires commons.math3;
    requires dev.tenon.api;
    requires gg.jte.runtime;
    requires info.picocli;
    requires jakarta.inject;
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
    uses dev.tenon.api.backend.Backend;
    uses dev.tenon.api.data.Dataset;
    uses dev.tenon.api.layer.Layer;
    uses dev.tenon.api.optimizer.Optimizer;
    uses dev.tenon.api.training.Initializer;
    uses dev.tenon.api.training.Loss;
    uses dev.tenon.api.training.Metric;
    uses dev.tenon.api.training.Schedule;

    // picocli reads its annotations by reflection.
    opens dev.tenon.experiments.cli to
            info.picocli;
}
