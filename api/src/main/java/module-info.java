/**
 * The language of Tenon: what can be computed, its numerics, and the services that a plugin provides.
 *
 * <h2>What is stable</h2>
 *
 * <p>While the major version is 0, everything exported here may change with the next minor version, and the changelog says what
 * did; within one minor version nothing that a compiled plugin calls or implements goes or changes, which the build compares with the
 * api that the version began with. A jar says which version it was compiled against, and is refused with a message by an api that
 * it does not fit (see {@link dev.tenon.api.plugin}).
 *
 * <p>Results do not depend on the api's version: a program has the same bits on every backend and machine, and a change of them would be
 * a new {@linkplain dev.tenon.api.numerics.Contract#VERSION version of the numeric contract}, which every run records.
 */
@org.jspecify.annotations.NullMarked
module dev.tenon.api {
    requires static org.jspecify; // not transitive: a plugin compiles without it

    exports dev.tenon.api.analysis;
    exports dev.tenon.api.augmentation;
    exports dev.tenon.api.backend;
    exports dev.tenon.api.data;
    exports dev.tenon.api.graph;
    exports dev.tenon.api.launch;
    exports dev.tenon.api.layer;
    exports dev.tenon.api.lowering;
    exports dev.tenon.api.numerics;
    exports dev.tenon.api.optimizer;
    exports dev.tenon.api.plugin;
    exports dev.tenon.api.report;
    exports dev.tenon.api.settings;
    exports dev.tenon.api.tracking;
    exports dev.tenon.api.training;
}
