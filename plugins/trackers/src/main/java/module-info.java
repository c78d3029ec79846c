import dev.tenon.api.tracking.Tracker;

/** First-party trackers. */
@org.jspecify.annotations.NullMarked
module dev.tenon.plugins.trackers {
    requires dev.tenon.api;
    requires static org.jspecify;

    // Open, not exported: everything here is found by its service; only settings records are made by reflection.
    opens dev.tenon.plugins.trackers;

    provides Tracker with
            dev.tenon.plugins.trackers.TensorBoard;
}
