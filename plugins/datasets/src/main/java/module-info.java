/** First-party datasets. */
@org.jspecify.annotations.NullMarked
module dev.tenon.plugins.datasets {
    requires dev.tenon.api;
    requires static org.jspecify;
}
