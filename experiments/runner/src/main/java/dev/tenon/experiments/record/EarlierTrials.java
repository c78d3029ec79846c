package dev.tenon.experiments.record;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.data.DataInputs.Draw;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.read.Repeats;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a run that a larger experiment has too. A trial is a function of its arm, data, seed and code alone, so that what the
 * smaller experiment found of it the larger one would find as well.
 */
public final class EarlierTrials {

    private static final int SHOWN = 10;

    private final Path folder;
    private final Plan plan;
    private final Source source;
    private final Map<Integer, PlannedTrial> places;

    private EarlierTrials(Path folder, Plan plan, Source source, Map<Integer, PlannedTrial> places) {
        this.folder = folder;
        this.plan = plan;
        this.source = source;
        this.places = places;
    }

    /** A trial, with what the report draws of it. */
    private record Found(TrialRecord trial, Optional<Features> features, Duration time) {}

    /** Where the trials of a run are read. */
    private interface Source {

        /**
         * A trial by its number; empty if the run does not have it, or it is to be run again.
         *
         * @throws BundleException if it was made with other data
         */
        Optional<Found> find(int number, TrialData data);

        /** What the run was made with. */
        Inputs inputs();

        /** The jars of Tenon's own modules, where the run still knows them. */
        Optional<List<Inputs.ModuleInput>> builds();
    }

    /**
     * Finds the trials of a run, finished or not, in a plan; nothing is written.
     *
     * @throws BundleException if the run has a trial that the plan does not have, or they are otherwise not of one experiment
     */
    public static EarlierTrials of(Path folder, Plan plan, PlanReader reader) {
        boolean unfinished = RunFolder.isUnfinished(folder);
        Plan before;
        Source source;
        if (unfinished) {
            Beginning beginning = Beginning.read(folder);
            before = UnfinishedRun.plan(folder, reader);
            source = new Unfinished(folder, beginning);
        } else {
            RunReader run = RunReader.open(folder);
            List<String> differences = run.verify();
            if (!differences.isEmpty()) {
                throw new BundleException(differences.getFirst());
            }
            before = SavedRun.read(folder, reader, false).result().plan();
            source = new Finished(run);
        }
        return new EarlierTrials(folder, plan, source, places(folder, before, plan));
    }

    /** Where each trial of a run is in a larger plan. */
    private static Map<Integer, PlannedTrial> places(Path folder, Plan before, Plan plan) {
        List<String> differences = whole(before.first(), plan.first());
        Map<Object, Map<Long, PlannedTrial>> now = new HashMap<>();
        Identities larger = new Identities();
        for (PlannedTrial trial : PlannedTrial.of(plan)) {
            now.computeIfAbsent(larger.of(trial), key -> new HashMap<>())
                    .put(trial.id().seed(), trial);
        }
        Identities smaller = new Identities();
        Map<Integer, PlannedTrial> places = new LinkedHashMap<>();
        Set<String> missing = new LinkedHashSet<>();
        for (PlannedTrial trial : PlannedTrial.of(before)) {
            @Nullable Map<Long, PlannedTrial> seeds = now.get(smaller.of(trial));
            @Nullable
            PlannedTrial found = seeds == null ? null : seeds.get(trial.id().seed());
            if (found != null) {
                places.put(trial.number(), found);
            } else if (seeds != null) {
                missing.add("seed " + trial.id().seed() + " is not in the file");
            } else {
                missing.add(missing(trial.id(), plan));
            }
        }
        differences.addAll(missing);
        if (!differences.isEmpty()) {
            List<String> changed = RunDifference.lines(before.resolved(), plan.resolved());
            throw new BundleException(
                    folder + ": cannot be extended, because the experiment is a different one, not a larger one:\n"
                            + differences.stream().limit(SHOWN).collect(Collectors.joining("\n"))
                            + (changed.isEmpty()
                                    ? ""
                                    : "\nIn resolved.yaml there was (-) and is (+):\n"
                                            + changed.stream().limit(SHOWN).collect(Collectors.joining("\n")))
                            + "\nSeeds, arms and values of varied settings may be added; everything else must be as it was.");
        }
        return places;
    }

    /** What a trial depends on but for its seed, found once for all seeds. */
    private static final class Identities {

        private record Place(String arm, Map<String, String> factors) {}

        private final Map<Place, Object> known = new HashMap<>();

        Object of(PlannedTrial trial) {
            return known.computeIfAbsent(
                    new Place(trial.id().arm(), trial.id().factors()),
                    place -> Repeats.identity(trial.cell().spec(), place.arm));
        }
    }

    private static String missing(TrialId id, Plan plan) {
        if (plan.first().arms().stream().noneMatch(arm -> arm.name().equals(id.arm()))) {
            return "arm " + id.arm() + " is not in the file";
        }
        boolean same = plan.cells().stream()
                .anyMatch(cell ->
                        cell.factors().entrySet().containsAll(id.factors().entrySet()));
        return same
                ? "arm " + id.arm() + " has other layers, training, data or fixed sources"
                : "arm " + id.arm() + " is not run with "
                        + id.factors().entrySet().stream()
                                .map(factor -> factor.getKey() + "=" + factor.getValue())
                                .collect(Collectors.joining(", "));
    }

    /** What all trials have in common. */
    private static List<String> whole(ExperimentSpec before, ExperimentSpec now) {
        List<String> lines = new ArrayList<>();
        if (!before.name().equals(now.name())) {
            lines.add("experiment was " + before.name() + " and is " + now.name());
        }
        if (!before.question().equals(now.question())) {
            lines.add("question is another");
        }
        CompareSpec was = before.compare().asked();
        if (!was.equals(now.compare().asked())) {
            lines.add("compare has other settings");
        }
        if (!before.report().equals(now.report())) {
            lines.add("report has other settings");
        }
        if (!analyses(before).equals(analyses(now))) {
            lines.add("analyses are others");
        }
        return lines;
    }

    /** The analyses, without their places in the file. */
    private static List<List<Object>> analyses(ExperimentSpec spec) {
        return spec.analyses().stream()
                .map(each -> List.<Object>of(each.name(), each.analysis(), each.arms()))
                .toList();
    }

    /**
     * Writes the trials into the folder of a run that has begun.
     *
     * @param inputs that are here
     * @param from the folder that relative paths of data are seen from
     * @throws BundleException if code or data are not those of the earlier run
     */
    public FinishedTrials into(
            RunWriter writer,
            Inputs inputs,
            Path from,
            List<Inputs.ModuleInput> builds,
            FinishedTrials.Times times,
            FinishedTrials.Trouble trouble) {
        refuseOther(inputs, builds);
        Beginning beginning = RunFolder.begin(writer, plan, inputs, from, builds);
        TrialData data = TrialData.of(plan, inputs.data());
        places.forEach((number, place) -> source.find(number, data)
                .filter(found -> found.trial.status() != TrialRecord.Status.FAILED
                        && found.trial.status() != TrialRecord.Status.STOPPED)
                .filter(found -> !place.features()
                        || found.features.isPresent()
                        || found.trial.status() != TrialRecord.Status.COMPLETED)
                .ifPresent(found -> writer.digested(
                        FinishedTrials.FOLDER + "/" + place.number(),
                        FinishedTrials.SUFFIX,
                        out -> TrialFile.write(
                                out,
                                beginning.digest(),
                                data,
                                renamed(found.trial, place.id()),
                                place.features() ? found.features.map(each -> each.of(place.id())) : Optional.empty(),
                                found.time))));
        return FinishedTrials.left(writer, beginning.digest(), data, PlannedTrial.of(plan), times, trouble);
    }

    private static TrialRecord renamed(TrialRecord trial, TrialId id) {
        return new TrialRecord(
                id,
                trial.status(),
                trial.message(),
                trial.stages(),
                trial.examples(),
                trial.metrics(),
                trial.answers(),
                trial.tuning(),
                trial.findings());
    }

    /** Modules, files and data sets may come, but none may go or be another. */
    private void refuseOther(Inputs inputs, List<Inputs.ModuleInput> builds) {
        Inputs before = source.inputs();
        List<String> differences = new ArrayList<>();
        gone(differences, before.framework(), inputs.framework());
        gone(differences, before.plugins(), inputs.plugins());
        source.builds().ifPresent(was -> gone(differences, was, builds));
        before.data().files().stream()
                .filter(file -> !inputs.data().files().contains(file))
                .forEach(file -> differences.add("the file " + file.path() + " is another now, or not read"));
        Map<String, Set<String>> was = draws(before.data());
        Map<String, Set<String>> is = draws(inputs.data());
        was.forEach((name, digests) -> {
            if (!is.getOrDefault(name, Set.of()).containsAll(digests)) {
                differences.add("the data set " + name + " was different when it was loaded");
            }
        });
        if (!differences.isEmpty()) {
            throw new BundleException(
                    folder + ": cannot be extended, because what it was made with differs from what is here:\n"
                            + String.join("\n", differences)
                            + "\nRestore what it was made with, or run the larger experiment without --extend.");
        }
    }

    private static void gone(List<String> lines, List<Inputs.ModuleInput> was, List<Inputs.ModuleInput> is) {
        was.stream()
                .filter(module -> !is.contains(module))
                .forEach(module -> lines.add("module " + module.name() + " is another build now, or not used"));
    }

    /** The digests of each data set as each seed draws it, under its name and the seed. */
    private static Map<String, Set<String>> draws(DataInputs data) {
        Map<String, Set<String>> draws = new HashMap<>();
        for (LoadedSet set : data.sets()) {
            if (set.draws().isEmpty()) {
                draws.computeIfAbsent(set.name(), name -> new HashSet<>()).add(set.sha256());
            }
            for (Draw draw : set.draws()) {
                draws.computeIfAbsent(set.name() + ", as seed " + draw.seed() + " draws it,", name -> new HashSet<>())
                        .add(draw.sha256());
            }
        }
        return draws;
    }

    private static final class Finished implements Source {

        private final RunReader run;
        private final RunReader.OneByOne trials;
        private final Map<TrialId, Features> features = new HashMap<>();

        Finished(RunReader run) {
            this.run = run;
            this.trials = run.oneByOne();
            run.features().forEach(each -> features.put(each.trial(), each));
        }

        @Override
        public Optional<Found> find(int number, TrialData data) {
            TrialRecord trial = trials.trial(number);
            return Optional.of(new Found(trial, Optional.ofNullable(features.get(trial.id())), Duration.ZERO));
        }

        @Override
        public Inputs inputs() {
            return run.madeWith();
        }

        @Override
        public Optional<List<Inputs.ModuleInput>> builds() {
            return Optional.empty();
        }
    }

    private static final class Unfinished implements Source {

        private final Path folder;
        private final Beginning beginning;
        private final Map<Integer, Path> files;

        Unfinished(Path folder, Beginning beginning) {
            this.folder = folder;
            this.beginning = beginning;
            this.files = FinishedTrials.byNumber(folder);
        }

        @Override
        public Optional<Found> find(int number, TrialData data) {
            @Nullable Path file = files.get(number);
            if (file == null || FinishedTrials.read(file, beginning.digest()).isEmpty()) {
                return Optional.empty();
            }
            try (TrialFile open = TrialFile.open(file)) {
                data.check(file, open);
                return Optional.of(new Found(open.whole(), open.features(), open.time()));
            }
        }

        @Override
        public Inputs inputs() {
            return UnfinishedRun.inputs(folder);
        }

        @Override
        public Optional<List<Inputs.ModuleInput>> builds() {
            return Optional.of(beginning.builds());
        }
    }
}
