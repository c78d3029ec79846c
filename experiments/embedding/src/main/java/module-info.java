/**
 * Experiments from Java, JShell and notebooks: {@link dev.tenon.experiments.Tenon} is where to begin.
 *
 * <p>Experimental: what is exported here may still change between minor versions.
 *
 * @since 0.2
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // The module that it exports to is compiled after it.
module dev.tenon.experiments {
    requires transitive dev.tenon.experiments.report;
    requires jakarta.inject;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.tenon.experiments;
    exports dev.tenon.experiments.session to
            dev.tenon.experiments.cli;

    // Guice calls constructors that its own annotations mark.
    opens dev.tenon.experiments.session to
            com.google.guice;
}
