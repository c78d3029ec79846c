/** The reference evaluator and the contract suites that first- and third-party plugins inherit. */
@org.jspecify.annotations.NullMarked
module dev.tenon.testkit {
    requires transitive dev.tenon.api;
    requires transitive org.junit.jupiter.api;
    requires ojalgo;
    requires static org.jspecify;

    exports dev.tenon.testkit;
    exports dev.tenon.testkit.cases;
    exports dev.tenon.testkit.reference;
}
