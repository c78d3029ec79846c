import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.training.Schedule;

/** First-party optimizers and schedules. */
@org.jspecify.annotations.NullMarked
module dev.tenon.plugins.optimizers {
    requires dev.tenon.api;
    requires static org.jspecify;

    // Open, not exported: everything here is found by its service; only settings records are made by reflection.
    opens dev.tenon.plugins.optimizers;
    opens dev.tenon.plugins.optimizers.schedules;

    provides Optimizer with
            dev.tenon.plugins.optimizers.Adam,
            dev.tenon.plugins.optimizers.AdamW,
            dev.tenon.plugins.optimizers.Lars,
            dev.tenon.plugins.optimizers.Momentum,
            dev.tenon.plugins.optimizers.Nesterov,
            dev.tenon.plugins.optimizers.RmsProp,
            dev.tenon.plugins.optimizers.Sgd;
    provides Schedule with
            dev.tenon.plugins.optimizers.schedules.Constant,
            dev.tenon.plugins.optimizers.schedules.Cosine,
            dev.tenon.plugins.optimizers.schedules.Milestones,
            dev.tenon.plugins.optimizers.schedules.OneCycle,
            dev.tenon.plugins.optimizers.schedules.ReduceOnPlateau,
            dev.tenon.plugins.optimizers.schedules.Step,
            dev.tenon.plugins.optimizers.schedules.WarmUp;
}
