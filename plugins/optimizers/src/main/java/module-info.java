/** First-party optimizers and schedules. */
@org.jspecify.annotations.NullMarked
module dev.tenon.plugins.optimizers {
    requires dev.tenon.api;
    requires static org.jspecify;
}
