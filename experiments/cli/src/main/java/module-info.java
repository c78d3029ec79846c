/** The command line. */
@org.jspecify.annotations.NullMarked
module dev.tenon.experiments.cli {
    requires com.google.common; // only Guice uses it: an automatic module cannot ask for a named one
    requires com.google.guice;
    requires dev.tenon.experiments;
    requires info.picocli;
    requires jakarta.inject;
    requires java.management;
    requires me.tongfei.progressbar;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires static org.jspecify;

    uses dev.tenon.api.backend.Backend;

    // What was measured goes to JSON and back, from one process to another.
    opens dev.tenon.experiments.bench to
            tools.jackson.databind;

    // picocli reads its annotations by reflection, Guice calls constructors and methods that its own annotations mark.
    opens dev.tenon.experiments.cli to
            info.picocli,
            com.google.guice;
    opens dev.tenon.experiments.inject to
            com.google.guice;
}
