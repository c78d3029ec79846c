/** The language of Tenon: what can be computed, its numerics, and the services that a plugin provides. */
@org.jspecify.annotations.NullMarked
module dev.tenon.api {
    requires static transitive org.jspecify;
}
