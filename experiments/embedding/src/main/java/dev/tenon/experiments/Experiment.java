package dev.tenon.experiments;

import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.model.Checker;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.RunWeights;
import dev.tenon.experiments.run.CachedWeights;
import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.Plan;
import java.nio.file.Path;
import java.util.List;

/**
 * An experiment that was read without mistakes.
 *
 * <p>Experimental.
 *
 * @since 0.2
 */
public final class Experiment {

    private final Services services;
    private final Plan plan;
    private final Path folder;

    Experiment(Services services, Plan plan, Path folder) {
        this.services = services;
        this.plan = plan;
        this.folder = folder;
    }

    /** What it is called. */
    public String name() {
        return plan.first().name();
    }

    /** What it asks; empty if it does not say. */
    public String question() {
        return plan.first().question();
    }

    /** The architectures that it compares, in the file's order. */
    public List<String> arms() {
        return plan.first().arms().stream().map(ArmSpec::name).toList();
    }

    /** The trials that it takes, in order, such as {@code whole/train.examples=64/seed-3}. */
    public List<String> trials() {
        return PlannedTrial.of(plan).stream().map(trial -> trial.id().path()).toList();
    }

    /** The whole experiment as YAML, with every default filled in. */
    public String resolved() {
        return plan.resolved();
    }

    /**
     * Checks it against its data and the runs that it names: whether layers fit together, files are there, metrics fit targets.
     *
     * @return in the order of their places; none if it can be run
     * @throws TenonException if a plugin fails
     */
    public List<Problem> check() {
        return TenonException.ofOwn(() ->
                Checker.check(plan, new DataLoader(folder), services, new CachedWeights(new RunWeights(), folder))
                        .stream()
                        .map(Problem::of)
                        .toList());
    }

    /**
     * Runs all trials. Results do not depend on the settings.
     *
     * @throws TenonException if {@link #check} would find a problem, the backend cannot run here, or the folder is taken or cannot be
     *     written; a trial that diverges or fails says so by its {@link Trial#status}
     * @throws java.util.concurrent.CancellationException if this thread was interrupted; what had ended is in the folder
     */
    public Run run(RunSettings settings) {
        return TenonException.ofOwn(() -> new Running(services, plan, folder, settings).run());
    }

    @Override
    public String toString() {
        return name() + ": " + arms().size() + " arms, " + trials().size() + " trials";
    }
}
