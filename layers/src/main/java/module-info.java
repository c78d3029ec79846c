/** The built-in layers and losses. */
@org.jspecify.annotations.NullMarked
module dev.tenon.layers {
    requires dev.tenon.api;
    requires static org.jspecify;
}
