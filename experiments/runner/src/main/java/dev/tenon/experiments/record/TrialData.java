package dev.tenon.experiments.record;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.spec.Plan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * Which data the trials of a run have, as far as they were drawn here. A process that runs a part of the trials draws the data of
 * their seeds alone, so that each trial says for itself which data it was made with.
 */
public final class TrialData {

    private final LongUnaryOperator draw;
    private final List<LoadedSet> sets;

    private TrialData(LongUnaryOperator draw, List<LoadedSet> sets) {
        this.draw = draw;
        this.sets = sets;
    }

    /** The data of the trials of a plan. */
    public static TrialData of(Plan plan, DataInputs inputs) {
        return new TrialData(plan.first().design()::dataDraw, inputs.sets());
    }

    /** The digest of all data sets as a seed draws them; empty if some were not drawn for it. */
    Optional<String> digest(long seed) {
        List<String> lines = new ArrayList<>();
        for (LoadedSet set : sets) {
            Optional<String> sha256 = set.digest(draw.applyAsLong(seed));
            if (sha256.isEmpty()) {
                return Optional.empty();
            }
            lines.add(set.name() + " " + sha256.get() + "\n");
        }
        lines.sort(null);
        return Optional.of(Digests.of(String.join("", lines).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Sees to it that a trial was made with the data that are here.
     *
     * @throws BundleException if it was made with others
     */
    void check(Path file, TrialFile trial) {
        long seed = trial.light().id().seed();
        digest(seed).filter(here -> !here.equals(trial.data())).ifPresent(other -> {
            throw new BundleException(file + ": was made with other data than seed " + seed
                    + " draws here; put back the data that the run had, or take the file out of the folder");
        });
    }
}
