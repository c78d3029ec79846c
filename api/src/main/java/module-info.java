/** The language of Tenon: what can be computed, its numerics, and the services that a plugin provides. */
@org.jspecify.annotations.NullMarked
module dev.tenon.api {
    requires static org.jspecify; // not transitive: a plugin compiles without it

    exports dev.tenon.api.backend;
    exports dev.tenon.api.data;
    exports dev.tenon.api.graph;
    exports dev.tenon.api.layer;
    exports dev.tenon.api.numerics;
    exports dev.tenon.api.optimizer;
    exports dev.tenon.api.plugin;
    exports dev.tenon.api.settings;
    exports dev.tenon.api.training;
}
