package dev.tenon.experiments.record;

import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The trials of several folders of one unfinished run, each of which has a part of them. */
public final class MergedTrials {

    private static final int SHOWN = 10;

    private final List<UnfinishedRun> shards;
    private final SortedMap<Integer, Path> files = new TreeMap<>();

    private MergedTrials(List<UnfinishedRun> shards) {
        this.shards = shards;
    }

    /**
     * Finds that they are all trials of one run; nothing is written.
     *
     * @throws BundleException if the folders began with different experiments or inputs, have different results of one trial, or lack
     *     one
     */
    public static MergedTrials of(List<UnfinishedRun> shards, Plan plan) {
        MergedTrials merged = new MergedTrials(shards);
        UnfinishedRun first = shards.getFirst();
        shards.forEach(shard -> refuseOther(first, shard));
        List<PlannedTrial> planned = PlannedTrial.of(plan);
        for (UnfinishedRun shard : shards) {
            for (Path file : FinishedTrials.files(shard.writer().folder())) {
                merged.add(file, first.beginning().digest(), planned);
            }
        }
        List<TrialId> missing = planned.stream()
                .filter(trial -> !merged.files.containsKey(trial.number()))
                .map(PlannedTrial::id)
                .toList();
        if (!missing.isEmpty()) {
            throw new BundleException("of " + planned.size() + " trials " + missing.size()
                    + (missing.size() == 1 ? " is" : " are") + " in none of the folders:\n"
                    + String.join("\n", MissingTrials.lines(missing, SHOWN))
                    + "\nRun them with `tenon resume`, or name the folder that has them.");
        }
        return merged;
    }

    private static void refuseOther(UnfinishedRun first, UnfinishedRun shard) {
        if (shard.beginning().digest().equals(first.beginning().digest())) {
            return;
        }
        Map<String, Manifest.Entry> entries = first.beginning().files().files();
        List<String> texts = shard.beginning().files().files().values().stream()
                .filter(entry -> !entry.equals(entries.get(entry.path())))
                .map(Manifest.Entry::path)
                .filter(path -> !path.equals(Inputs.FILE)) // Shards draw data of their own seeds.
                .toList();
        List<String> differ = texts.isEmpty() ? List.of(Inputs.FILE) : texts;
        throw new BundleException(shard.writer().folder() + ": is a part of another run than "
                + first.writer().folder() + ": they differ in " + String.join(", ", differ));
    }

    private void add(Path file, String run, List<PlannedTrial> planned) {
        Optional<TrialRecord> trial = FinishedTrials.read(file, run);
        if (trial.isEmpty()
                || trial.get().status() == TrialRecord.Status.FAILED
                || trial.get().status() == TrialRecord.Status.STOPPED) {
            return; // To be run again.
        }
        FinishedTrials.check(file, trial.get().id(), planned);
        @Nullable Path other = files.putIfAbsent(FinishedTrials.number(file), file);
        if (other != null) {
            try (TrialFile one = TrialFile.open(other);
                    TrialFile two = TrialFile.open(file)) {
                TrialDifference.first(one.whole(), two.whole()).ifPresent(what -> {
                    throw new BundleException(
                            other + " and " + file + " are not equal, as two results of one trial are: " + what
                                    + "; run the trial once more to see which is right, and remove the other");
                });
            }
        }
    }

    /**
     * Writes them into the folder of a run that has begun.
     *
     * @param inputs that are here
     * @throws BundleException if code or data are not those of the shards
     */
    public FinishedTrials into(
            RunWriter writer,
            Plan plan,
            Inputs inputs,
            List<Inputs.ModuleInput> builds,
            FinishedTrials.Times times,
            FinishedTrials.Trouble trouble) {
        UnfinishedRun first = shards.getFirst();
        first.refuseOther(plan, inputs, builds);
        Beginning beginning =
                RunFolder.begin(writer, plan, inputs, first.beginning().folder(), builds);
        List<Path> copies = new ArrayList<>(files.values());
        for (Path file : copies) {
            writer.digested(
                    FinishedTrials.FOLDER + "/" + FinishedTrials.number(file),
                    FinishedTrials.SUFFIX,
                    out -> Files.copy(file, out));
        }
        return FinishedTrials.left(
                writer, beginning.digest(), TrialData.of(plan, inputs.data()), PlannedTrial.of(plan), times, trouble);
    }
}
