package dev.tenon.experiments.read;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.settings.SettingsWriter;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ArmTuning;
import dev.tenon.experiments.spec.SearchSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TrainSpec;
import dev.tenon.experiments.spec.TuneRange;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of an arm those that tuning tries. */
final class Candidates {

    /** Draws for each setting that is wanted, before it is said that there are no more different ones. */
    private static final int PATIENCE = 100;

    private final Mapping root;
    private final ArmSpec arm;
    private final Mapping over;
    private final TuneReader.Arms reader;

    /**
     * A maker.
     *
     * @param over the values as written, by path
     */
    Candidates(Mapping root, ArmSpec arm, Mapping over, TuneReader.Arms reader) {
        this.root = root;
        this.arm = arm;
        this.over = over;
        this.reader = reader;
    }

    /**
     * Whether an arm has a setting.
     *
     * @param mistakes what was wrong with values that it cannot have
     */
    record Probe(boolean has, List<Problem> mistakes) {}

    /** Gives the arm each value of a setting. It has the setting if it takes any, and is another arm with another. */
    Probe probe(Scalar path, TuneRange range) {
        if (path.text().startsWith("train.") && arm.stages().stream().allMatch(Candidates::untrained)) {
            return new Probe(false, List.of());
        }
        Problems mistakes = new Problems();
        List<List<StageSpec>> made = new ArrayList<>();
        for (String value : range.ends()) {
            Problems own = new Problems();
            stages(Map.of(path, value), own).ifPresent(made::add);
            mistakes.addAll(own.sorted());
        }
        return new Probe(made.stream().distinct().count() > 1, mistakes.sorted());
    }

    private static boolean untrained(StageSpec stage) {
        TrainSpec train = stage.train();
        return train.epochs().or(train::steps).filter(length -> length == 0).isPresent();
    }

    /** The stages of the arm with other values, without their places; empty where there is a mistake. */
    private Optional<List<StageSpec>> stages(Map<Scalar, String> values, Problems own) {
        return read(values, own)
                .map(made ->
                        made.stages().stream().map(VaryEffectCheck::unmarked).toList());
    }

    private Optional<ArmSpec> read(Map<Scalar, String> values, Problems own) {
        Mapping changed = root;
        for (Map.Entry<Scalar, String> each : values.entrySet()) {
            Scalar path = each.getKey();
            changed = TreePath.changeInArm(
                    changed, arm.name(), new SettingChange(path, node(path, each.getValue())), own);
        }
        Optional<ArmSpec> made = own.isEmpty() ? reader.read(changed, arm.name(), own) : Optional.empty();
        return own.isEmpty() ? made : Optional.empty();
    }

    /** A value as it is written, or, if it is drawn, as if it were written there. */
    private Node node(Scalar path, String value) {
        Node written = over.get(path.text()).orElse(path);
        if (written instanceof Sequence list) {
            for (Node item : list.items()) {
                if (SettingsWriter.shown(item).equals(value)) {
                    return item;
                }
            }
        }
        return new Scalar(value, true, written.mark());
    }

    /** All that are tried, in their order; empty, with the mistake recorded, where there are too few, or one cannot be. */
    Optional<List<ArmTuning.Candidate>> all(Map<Scalar, TuneRange> has, SearchSpec search, Problems problems) {
        Mark mark = has.keySet().iterator().next().mark();
        long combinations = 1;
        for (TuneRange range : has.values()) {
            combinations *= range.values().map(List::size).orElse(SearchSpec.MOST);
            if (!search.draws() && combinations > SearchSpec.MOST) {
                problems.add(
                        mark,
                        "arm \"" + arm.name() + "\" has more than " + SearchSpec.MOST
                                + " combinations to try; say how many to draw: search: {type: random, trials: 12}");
                return Optional.empty();
            }
            combinations = StrictMath.min(combinations, Integer.MAX_VALUE);
        }
        List<Map<Scalar, String>> chosen = search.draws() ? drawn(has, search) : grid(has);
        if (search.draws() && chosen.size() < search.trials().orElseThrow()) {
            problems.add(
                    mark,
                    "arm \"" + arm.name() + "\" has " + chosen.size() + " different settings to draw, not "
                            + search.trials().orElseThrow() + "; give it more, or take fewer trials");
            return Optional.empty();
        }
        int least = search.factor().map(factor -> 2 * factor).orElse(2);
        if (chosen.size() < least) {
            problems.add(
                    mark,
                    "arm \"" + arm.name() + "\" has " + chosen.size()
                            + " settings to try; successive-halving, which goes on with" + " one of "
                            + search.factor().orElse(2) + ", has at least " + least);
            return Optional.empty();
        }
        List<ArmTuning.Candidate> candidates = new ArrayList<>();
        for (Map<Scalar, String> values : chosen) {
            Problems own = new Problems();
            Map<String, String> settings = new LinkedHashMap<>();
            values.forEach((path, value) -> settings.put(path.text(), value));
            Optional<ArmSpec> made = read(values, own);
            ArmTuning.Candidate candidate =
                    new ArmTuning.Candidate(settings, made.map(ArmSpec::stages).orElse(List.of()));
            made.ifPresent(whole -> candidates.add(candidate));
            own.sorted()
                    .forEach(problem -> problems.add(
                            problem.mark(),
                            problem.message() + " (arm \"" + arm.name() + "\" with " + candidate.text() + ")"));
        }
        return candidates.size() == chosen.size() ? Optional.of(List.copyOf(candidates)) : Optional.empty();
    }

    /** All combinations, the last setting fastest. */
    private static List<Map<Scalar, String>> grid(Map<Scalar, TuneRange> over) {
        List<Map<Scalar, String>> all = List.of(Map.of());
        for (Map.Entry<Scalar, TuneRange> each : over.entrySet()) {
            List<Map<Scalar, String>> longer = new ArrayList<>();
            for (Map<Scalar, String> before : all) {
                for (String value : each.getValue().ends()) {
                    Map<Scalar, String> next = new LinkedHashMap<>(before);
                    next.put(each.getKey(), value);
                    longer.add(next);
                }
            }
            all = longer;
        }
        return all;
    }

    /** Drawn setting by setting from streams of their own, so that arms which have the same settings try the same values. */
    private static List<Map<Scalar, String>> drawn(Map<Scalar, TuneRange> over, SearchSpec search) {
        int wanted = search.trials().orElseThrow();
        Map<Map<String, String>, Map<Scalar, String>> different = new LinkedHashMap<>();
        for (int i = 0; i < wanted * PATIENCE && different.size() < wanted; i++) {
            Map<Scalar, String> values = new LinkedHashMap<>();
            Map<String, String> named = new LinkedHashMap<>();
            for (Map.Entry<Scalar, TuneRange> each : over.entrySet()) {
                RandomStream random =
                        new RandomStream(search.seed(), "tune/" + each.getKey().text(), i);
                List<String> ends = each.getValue().ends();
                String value = each.getValue().values().isPresent()
                        ? ends.get(random.nextInt(ends.size()))
                        : each.getValue().draw(random);
                values.put(each.getKey(), value);
                named.put(each.getKey().text(), value);
            }
            different.putIfAbsent(named, values);
        }
        return List.copyOf(different.values());
    }
}
