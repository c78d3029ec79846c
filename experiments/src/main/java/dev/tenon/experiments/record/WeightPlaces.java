package dev.tenon.experiments.record;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which tensors go into which file, under which names: {@code seed-0/parts/digit/kernel} in the file of the arm. A stage that
 * arms share is written once, with the arm that trained it; where that arm's trial did not keep it, it is written with the
 * arm that uses it, as {@code seed-0@composed/parts/digit/kernel}.
 */
final class WeightPlaces {

    private static final String FOLDER = "weights";
    private static final String SCORES = "scores";

    /**
     * Where a stage's weights are.
     *
     * @param file within the run folder
     * @param prefix what their names begin with
     */
    record Place(String file, String prefix) {}

    private record StageKey(TrialId trial, String stage) {}

    private final Paths paths;
    private final Map<StageKey, StageRecord> own = new LinkedHashMap<>();
    private final SortedMap<String, List<NamedTensor>> files = new TreeMap<>();

    WeightPlaces(List<TrialRecord> trials) {
        this.paths = new Paths(trials.stream().map(TrialRecord::id).toList());
        for (TrialRecord trial : trials) {
            for (StageRecord stage : trial.stages()) {
                if (stage.arm().equals(trial.id().arm())) {
                    own.put(new StageKey(trial.id(), stage.stage()), stage);
                }
            }
        }
        trials.forEach(this::gather);
    }

    private void gather(TrialRecord trial) {
        for (StageRecord stage : trial.stages()) {
            Place place = place(trial.id(), stage);
            if (place.file.equals(paths.of(FOLDER, trial.id()))) {
                List<NamedTensor> tensors = files.computeIfAbsent(place.file, file -> new ArrayList<>());
                for (NamedTensor tensor : stage.weights()) {
                    tensors.add(new NamedTensor(place.prefix + tensor.name(), tensor.shape(), tensor.values()));
                }
            }
        }
        if (trial.scores().length > 0) {
            files.computeIfAbsent(paths.of(SCORES, trial.id()), file -> new ArrayList<>())
                    .add(new NamedTensor(seed(trial.id()), Shape.of(trial.scores().length), trial.scores()));
        }
    }

    /** By path, each file's tensors. */
    SortedMap<String, List<NamedTensor>> files() {
        files.values().removeIf(List::isEmpty);
        return files;
    }

    /** Where the weights of a stage of a trial are. */
    Place place(TrialId trial, StageRecord stage) {
        TrialId owner = owner(trial, stage.arm());
        if (owner.equals(trial)) {
            return withOwner(paths, owner);
        }
        @Nullable StageRecord kept = own.get(new StageKey(owner, stage.stage()));
        return kept != null && same(kept.weights(), stage.weights())
                ? withOwner(paths, owner)
                : withUser(paths, trial, stage.arm());
    }

    /** The trial that trains the stages of an arm beside another. */
    private static TrialId owner(TrialId trial, String arm) {
        return new TrialId(arm, trial.factors(), trial.seed());
    }

    private static Place withOwner(Paths paths, TrialId owner) {
        return new Place(paths.of(FOLDER, owner), seed(owner) + "/");
    }

    private static Place withUser(Paths paths, TrialId trial, String arm) {
        return new Place(paths.of(FOLDER, trial), seed(trial) + "@" + arm + "/");
    }

    /** Whether the weights that an arm's stage of a trial has can be in a place. */
    static boolean isPlace(Paths paths, TrialId trial, String arm, Place place) {
        return place.equals(withOwner(paths, owner(trial, arm)))
                || (!arm.equals(trial.arm()) && place.equals(withUser(paths, trial, arm)));
    }

    /** Where the outputs of a trial over the test split are. */
    Place scores(TrialId trial) {
        return scores(paths, trial);
    }

    static Place scores(Paths paths, TrialId trial) {
        return new Place(paths.of(SCORES, trial), seed(trial));
    }

    private static String seed(TrialId trial) {
        return "seed-" + trial.seed();
    }

    private static boolean same(List<NamedTensor> a, List<NamedTensor> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).name().equals(b.get(i).name())
                    || !a.get(i).shape().equals(b.get(i).shape())
                    || !java.util.Arrays.equals(a.get(i).values(), b.get(i).values())) {
                return false;
            }
        }
        return true;
    }
}
