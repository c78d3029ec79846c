package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which trained network of a run. */
final class TrialOptions {

    @Option(names = "--arm", paramLabel = "ARM", description = "The arm; required if the run has several.")
    private @Nullable String arm;

    @Option(names = "--seed", paramLabel = "SEED", description = "Seed of the trial (default: the first).")
    private @Nullable Long seed;

    @Option(
            names = "--trial",
            paramLabel = "TRIAL",
            description =
                    "Name of the trial, such as whole/train.examples=64/seed-0; required if settings were varied.")
    private @Nullable String trial;

    /**
     * The trials: all of one arm and of one setting of what is varied.
     *
     * @param run the run folder, for messages
     * @param all the trials of the run
     * @param allSeeds whether those of every seed
     * @throws UsageException if there are none, or it is not clear which
     */
    List<TrialId> of(Path run, List<TrialRecord> all, boolean allSeeds) {
        if (trial != null && (arm != null || seed != null)) {
            throw new UsageException("--trial says the arm and the seed; leave out --arm and --seed");
        }
        if (allSeeds && seed != null) {
            throw new UsageException("--all-seeds and --seed are both given; leave one out");
        }
        TrialId named = trial == null ? ofArm(run, all) : ofName(run, all, trial);
        List<TrialId> found = all.stream()
                .filter(each -> each.status() == TrialRecord.Status.COMPLETED)
                .map(TrialRecord::id)
                .filter(each -> allSeeds
                        ? each.arm().equals(named.arm()) && each.factors().equals(named.factors())
                        : each.equals(named))
                .toList();
        if (found.isEmpty()) {
            throw new UsageException(run + ": trial " + named + " did not complete, so its weights are not a result");
        }
        return found;
    }

    /**
     * The trial that is named, or of each arm and each setting of what is varied the first that completed.
     *
     * @throws UsageException if there are none, or it is not clear which
     */
    List<TrialId> oneOfEach(Path run, List<TrialRecord> all) {
        if (arm != null || trial != null || seed != null) {
            return of(run, all, false);
        }
        record Place(String arm, Map<String, String> factors) {}
        Map<Place, TrialId> first = new LinkedHashMap<>();
        all.stream()
                .filter(each -> each.status() == TrialRecord.Status.COMPLETED)
                .map(TrialRecord::id)
                .forEach(id -> first.putIfAbsent(new Place(id.arm(), id.factors()), id));
        if (first.isEmpty()) {
            throw new UsageException(run + ": no trial completed, so that there are no weights");
        }
        return List.copyOf(first.values());
    }

    private static TrialId ofName(Path run, List<TrialRecord> all, String name) {
        return all.stream()
                .map(TrialRecord::id)
                .filter(each -> each.path().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(run + ": no trial \"" + name + "\""
                        + Suggestions.hintAndList(
                                name,
                                all.stream().map(each -> each.id().path()).toList(),
                                "There are",
                                "its trials.json lists all " + all.size())));
    }

    private TrialId ofArm(Path run, List<TrialRecord> all) {
        List<String> arms = all.stream().map(each -> each.id().arm()).distinct().toList();
        if (arm == null && arms.size() > 1) {
            throw new UsageException(run + ": name an arm with --arm; there are " + String.join(", ", arms));
        }
        String wanted = arm == null ? arms.getFirst() : arm;
        if (!arms.contains(wanted)) {
            throw new UsageException(run + ": no arm \"" + wanted + "\""
                    + Suggestions.hintAndList(wanted, arms, "There are", "there are " + arms.size() + " arms"));
        }
        List<TrialRecord> ofArm =
                all.stream().filter(each -> each.id().arm().equals(wanted)).toList();
        List<TrialId> ids = ofArm.stream()
                .map(TrialRecord::id)
                .filter(each -> seed == null || each.seed() == seed)
                .toList();
        if (ids.isEmpty()) {
            throw new UsageException(run + ": arm " + wanted + " has no seed " + seed + "; there are "
                    + String.join(
                            ", ",
                            ofArm.stream()
                                    .map(each -> Long.toString(each.id().seed()))
                                    .distinct()
                                    .toList()));
        }
        if (ids.stream().map(TrialId::factors).distinct().count() > 1) {
            throw new UsageException(run + ": arm " + wanted + " was trained with several settings of "
                    + String.join(", ", ids.getFirst().factors().keySet()) + "; name one, for example with --trial "
                    + ids.getFirst());
        }
        // The first that completed, where it is left open which.
        return ofArm.stream()
                .filter(each -> each.status() == TrialRecord.Status.COMPLETED)
                .map(TrialRecord::id)
                .filter(ids::contains)
                .findFirst()
                .orElse(ids.getFirst());
    }
}
