/** The experiment runner and its command line. */
@org.jspecify.annotations.NullMarked
module dev.tenon.experiments {
    requires dev.tenon.api;
    requires com.google.guice;
    requires commons.math3;
    requires info.picocli;
    requires jakarta.inject;
    requires me.tongfei.progressbar;
    requires org.apache.commons.statistics.distribution;
    requires org.apache.commons.statistics.inference;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires ojalgo;
    requires tools.jackson.databind;
    requires gg.jte.runtime;
    requires static org.jspecify;
}
