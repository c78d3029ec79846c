import dev.tenon.api.launch.Launcher;

/** First-party launchers: processes on this machine, Slurm, Spark, Kubernetes. */
@org.jspecify.annotations.NullMarked
module dev.tenon.plugins.launchers {
    requires dev.tenon.api;
    requires static org.jspecify;

    // Open, not exported: everything here is found by its service; only settings records are made by reflection.
    opens dev.tenon.plugins.launchers;

    provides Launcher with
            dev.tenon.plugins.launchers.Kubernetes,
            dev.tenon.plugins.launchers.Local,
            dev.tenon.plugins.launchers.Slurm,
            dev.tenon.plugins.launchers.Spark;
}
