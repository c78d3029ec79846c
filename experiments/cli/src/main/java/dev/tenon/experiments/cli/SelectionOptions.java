package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.spec.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of an experiment's trials are to be run. */
final class SelectionOptions {

    private static final Pattern SHARD = Pattern.compile("([1-9]\\d{0,8})/([1-9]\\d{0,8})");

    @Option(
            names = "--only",
            paramLabel = "PART[/PART…]",
            description = {
                "Run only trials whose names contain these parts: an arm (whole), a varied setting (train.examples=64), a seed",
                "(seed-3) or several (whole/seed-3). Repeatable. `tenon resume` runs the rest later."
            })
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = {
                "Run only the I-th of N parts of the trials, for example 3/16, to share the work among N machines. `tenon "
                        + "merge`",
                "combines the N folders."
            })
    private @Nullable String shard;

    /** Whether all of a plan is to be run. */
    boolean isEverything() {
        return only.isEmpty() && shard == null;
    }

    boolean isShard() {
        return shard != null;
    }

    /**
     * Finds the trials.
     *
     * @throws UsageException if there are none
     */
    Predicate<PlannedTrial> of(Plan plan) {
        if (isEverything()) {
            return trial -> true;
        }
        List<PlannedTrial> all = PlannedTrial.of(plan);
        Set<Integer> wanted = new HashSet<>();
        for (PlannedTrial trial : all) {
            if (only.isEmpty()
                    || only.stream().anyMatch(parts -> parts(trial.id()).containsAll(List.of(parts.split("/", -1))))) {
                wanted.add(trial.number());
            }
        }
        only.forEach(parts -> refuseUnknown(parts, all));
        if (wanted.isEmpty()) {
            throw new UsageException("--only " + String.join(" --only ", only) + ": no trial has all of these parts");
        }
        if (shard != null) {
            wanted.retainAll(shard(shard, all));
        }
        return trial -> wanted.contains(trial.number());
    }

    private static void refuseUnknown(String parts, List<PlannedTrial> all) {
        Set<String> known = new LinkedHashSet<>();
        all.forEach(trial -> known.addAll(parts(trial.id())));
        for (String part : parts.split("/", -1)) {
            if (!known.contains(part)) {
                throw new UsageException("--only " + parts + ": no trial has the part \"" + part + "\""
                        + Suggestions.hintAndList(
                                part,
                                List.copyOf(known),
                                "There are",
                                "the parts are arms, settings and seeds, such as seed-0"));
            }
        }
    }

    private static Set<String> parts(TrialId id) {
        Set<String> parts = new LinkedHashSet<>();
        parts.add(id.arm());
        id.factors().forEach((key, value) -> parts.add(key + "=" + value.replace('/', '_')));
        parts.add("seed-" + id.seed());
        return parts;
    }

    /** How many shards a plan's trials can be parted into. */
    static int parts(Plan plan) {
        return (int) PlannedTrial.of(plan).stream()
                .map(trial -> new Group(trial.id().factors(), trial.id().seed()))
                .distinct()
                .count();
    }

    /** The numbers of the trials of a shard. */
    static Set<Integer> shard(Plan plan, int shard, int of) {
        return shard(shard + "/" + of, PlannedTrial.of(plan));
    }

    private record Group(Map<String, String> factors, long seed) {}

    /** Whose stages are shared are in one shard: the arms of one cell and seed. */
    private static Set<Integer> shard(String text, List<PlannedTrial> all) {
        Matcher shard = SHARD.matcher(text);
        if (!shard.matches() || Integer.parseInt(shard.group(1)) > Integer.parseInt(shard.group(2))) {
            throw new UsageException("--shard takes which of how many, such as 3/16 or 16/16, not \"" + text + "\"");
        }
        int index = Integer.parseInt(shard.group(1)) - 1;
        int count = Integer.parseInt(shard.group(2));
        Map<Group, Integer> groups = new HashMap<>();
        Set<Integer> numbers = new HashSet<>();
        for (PlannedTrial trial : all.stream()
                .sorted(Comparator.comparingInt(PlannedTrial::order))
                .toList()) {
            int group = groups.computeIfAbsent(
                    new Group(trial.id().factors(), trial.id().seed()), key -> groups.size());
            if (group % count == index) {
                numbers.add(trial.number());
            }
        }
        return numbers;
    }
}
