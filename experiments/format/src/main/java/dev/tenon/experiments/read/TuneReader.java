package dev.tenon.experiments.read;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.settings.Binder;
import dev.tenon.experiments.settings.Setting;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ArmTuning;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.spec.TuneRange;
import dev.tenon.experiments.spec.TuneSpec;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.Scalars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads {@code tune}: what of each arm is tried before it is trained as it is tested. Paths are those of an arm, so that each is
 * tuned by itself; an arm that does not have a setting is tuned without it.
 */
final class TuneReader {

    private static final List<String> STARTS = List.of("train", "layers", "stages");

    /** Makes an arm of other text. */
    interface Arms {

        /**
         * An arm.
         *
         * @param root the file
         * @param problems where mistakes go
         */
        Optional<ArmSpec> read(Mapping root, String name, Problems problems);
    }

    private final Mapping root;
    private final Binder binder;
    private final Problems problems;
    private final Map<String, Optional<Node>> own = new LinkedHashMap<>();

    /**
     * A reader.
     *
     * @param trees the arms as written, of which each may say more for itself
     */
    TuneReader(Mapping root, List<ArmTree> trees, Binder binder, Problems problems) {
        this.root = root;
        this.binder = binder;
        this.problems = problems;
        trees.forEach(tree -> own.put(tree.name(), tree.body().get("tune").filter(node -> !isNull(node))));
    }

    private static boolean isNull(Node node) {
        return node instanceof Scalar scalar && scalar.isNull();
    }

    /**
     * What the file says for all arms; empty if nothing is tuned, or a mistake is recorded.
     *
     * @param names of metrics
     */
    Optional<TuneSpec> read(MetricNames names) {
        Optional<Node> top = root.get("tune").filter(node -> !isNull(node));
        if (top.isEmpty()) {
            own.forEach(
                    (arm, node) -> node.filter(found -> !isNone(found))
                            .ifPresent(
                                    found -> problems.add(
                                            found.mark(),
                                            "arm \"" + arm
                                                    + "\" has `tune`, but the file has none at the top level, which says how all arms are tuned; write `tune: {search: grid}` there")));
            return Optional.empty();
        }
        if (!(top.get() instanceof Mapping map)) {
            problems.add(
                    top.get().mark(),
                    "`tune` takes a map, such as {over: {train.optimizer.rate: [0.001, 0.01]}}, not "
                            + top.get().shown());
            return Optional.empty();
        }
        over(map).entries().forEach(this::path);
        own.forEach((arm, node) -> node.filter(found -> !isNone(found)).ifPresent(found -> ofArm(arm, found)));
        map.get("choose-by")
                .filter(Scalar.class::isInstance)
                .map(Scalar.class::cast)
                .filter(name -> !name.isNull())
                .ifPresent(name -> chosenBy(name, names));
        return binder.record(TuneSpec.class, map, "tune", List.of());
    }

    private static boolean isNone(Node node) {
        return node instanceof Scalar scalar && scalar.is("none");
    }

    private static Mapping over(Mapping tune) {
        return tune.get("over")
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .orElseGet(() -> new Mapping(List.of(), tune.mark()));
    }

    private void ofArm(String arm, Node node) {
        if (!(node instanceof Mapping map)) {
            problems.add(
                    node.mark(),
                    "`tune` of arm \"" + arm + "\" takes none, or {over: …} with settings of its own, not "
                            + node.shown());
            return;
        }
        for (Entry entry : map.entries()) {
            if (!entry.key().is("over")) {
                problems.add(
                        entry.key().mark(),
                        "`tune` of an arm has `over` alone; \""
                                + Scalars.shortened(entry.key().text())
                                + "\" is the same for all arms, so that no arm has more trials than another; it belongs in `tune` at the top of the file");
            }
        }
        map.get("over")
                .filter(value -> !(value instanceof Mapping))
                .ifPresent(value -> problems.add(
                        value.mark(),
                        "`over` in tune of arm \"" + arm
                                + "\" takes a map, such as {layers.conv.filters: [8, 16]}, not " + value.shown()));
        over(map).entries().forEach(this::path);
    }

    private void path(Entry entry) {
        String path = entry.key().text();
        String[] words = path.split("\\.", -1);
        if (!STARTS.contains(words[0])) {
            String remedy = Suggestions.hintAndList(words[0], STARTS, "A path starts with one of", "");
            if (words[0].equals("arms") && words.length > 2) {
                remedy = "; write it in that arm: `tune: {over: {"
                        + String.join(".", List.of(words).subList(2, words.length)) + ": …}}`";
            } else if (words[0].equals("data") || words[0].equals("design")) {
                remedy = "; what arms are tested on is not tuned";
            } else if (words[0].equals("defaults") && words.length > 1) {
                remedy = "; write \"" + path.substring("defaults.".length()) + "\", which every arm has";
            } else if (Keys.TRAIN.contains(words[0])) {
                remedy = "; did you mean \"train." + path + "\"?";
            }
            problems.add(
                    entry.key().mark(),
                    "\"" + Scalars.shortened(path) + "\" is not a setting of an arm's training or layers" + remedy);
            return;
        }
        for (Entry varied : Variation.factors(root).entries()) {
            for (Scalar setting : Variation.settings(varied.key())) {
                String other = setting.text().replaceFirst("^(defaults|arms\\.[^.]*)\\.", "");
                if (other.equals(path) || other.startsWith(path + ".")) {
                    problems.add(
                            entry.key().mark(),
                            "\"" + path + "\" is tuned, but design.vary gives \""
                                    + varied.key().text()
                                    + "\" its own values; a setting is either varied or tuned; remove one");
                }
            }
        }
    }

    private void chosenBy(Scalar name, MetricNames names) {
        Optional<String> mistake = names.mistake(name.text());
        if (mistake.isPresent()) {
            problems.add(name.mark(), mistake.get());
        } else if (!name.text().startsWith(TuneSpec.SPLIT)) {
            String better = TuneSpec.SPLIT + name.text().substring(name.text().indexOf('.') + 1);
            problems.add(
                    name.mark(),
                    name.text().startsWith("test.")
                            ? "settings that were chosen by \"" + name.text()
                                    + "\" would make the test part of the training; write \"" + better + "\""
                            : "settings are chosen on examples that were not trained on; write \"" + better
                                    + "\", not \"" + name.text() + "\"");
        }
    }

    /**
     * Arms with what is tried of them.
     *
     * @param tune for all arms
     */
    List<ArmSpec> tuned(TuneSpec tune, List<ArmSpec> arms, Arms reader) {
        Map<String, Missing> missing = new LinkedHashMap<>();
        List<ArmSpec> tuned = new ArrayList<>();
        for (ArmSpec arm : arms) {
            Optional<Node> said = own.getOrDefault(arm.name(), Optional.empty());
            if (said.filter(TuneReader::isNone).isPresent()) {
                tuned.add(arm);
                continue;
            }
            Optional<Mapping> more = said.filter(Mapping.class::isInstance).map(each -> over((Mapping) each));
            arm(arm, tune, more, reader, missing).ifPresent(by -> tuned.add(arm.tuned(by)));
        }
        missing.forEach((path, who) -> who.say(path, problems));
        if (problems.isEmpty()) {
            refuseUnequal(tuned);
            return tuned;
        }
        return arms;
    }

    /** Who lacks a setting, and what was wrong when the first of them was given it. */
    private static final class Missing {
        private final Scalar key;
        private boolean had;
        private List<Problem> first = List.of();

        Missing(Scalar key) {
            this.key = key;
        }

        void say(String path, Problems problems) {
            if (had) {
                return;
            }
            if (first.isEmpty()) {
                problems.add(
                        key.mark(),
                        "tuning \"" + path + "\" changes nothing: no arm is trained in another way with another value");
            }
            problems.addAll(first);
        }
    }

    private Optional<ArmTuning> arm(
            ArmSpec arm, TuneSpec tune, Optional<Mapping> more, Arms reader, Map<String, Missing> missing) {
        Mapping over = root.get("tune").map(node -> over((Mapping) node)).orElseThrow();
        Map<String, TuneRange> ranges = new LinkedHashMap<>(tune.over());
        if (more.isPresent()) {
            Optional<Object> bound = binder.value(
                    Setting.of(TuneSpec.class).getFirst().type(), more.get(), "\"over\" in tune of arm " + arm.name());
            if (bound.isEmpty()) {
                return Optional.empty();
            }
            for (Entry entry : more.get().entries()) {
                over = over.with(entry.key(), entry.value());
                ranges.put(entry.key().text(), (TuneRange)
                        ((Map<?, ?>) bound.get()).get(entry.key().text()));
            }
        }
        Candidates candidates = new Candidates(root, arm, over, reader);
        List<String> lacking = new ArrayList<>();
        Map<Scalar, TuneRange> has = new LinkedHashMap<>();
        for (Entry entry : over.entries()) {
            String path = entry.key().text();
            TuneRange range = Objects.requireNonNull(ranges.get(path), path);
            if (range.values().isEmpty() && !tune.search().draws()) {
                problems.add(
                        entry.value().mark(),
                        "\"" + path + "\" goes from " + String.join(" to ", range.ends())
                                + ", of which a grid cannot have all; list values, or say how many to draw: search:"
                                + " {type: random, trials: 12}");
                return Optional.empty();
            }
            Missing who = missing.computeIfAbsent(path, key -> new Missing(entry.key()));
            Candidates.Probe probe = candidates.probe(entry.key(), range);
            if (probe.has()) {
                problems.addAll(probe.mistakes());
                who.had = true;
                has.put(entry.key(), range);
            } else {
                lacking.add(path);
                who.first = who.first.isEmpty() ? probe.mistakes() : who.first;
            }
        }
        if (has.isEmpty()) {
            if (lacking.isEmpty() || missing.values().stream().anyMatch(each -> each.had)) {
                problems.add(
                        arm.mark(),
                        "arm \"" + arm.name() + "\" has "
                                + (lacking.isEmpty()
                                        ? "nothing to tune"
                                        : "none of the settings that are tuned (" + String.join(", ", lacking) + ")")
                                + "; write `tune: none` in it, or `tune: {over: …}` with settings that it has");
            }
            return Optional.empty();
        }
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return candidates
                .all(has, tune.search(), problems)
                .map(all -> new ArmTuning(tune.over(named(has)), all, List.copyOf(lacking)));
    }

    private static Map<String, TuneRange> named(Map<Scalar, TuneRange> ranges) {
        Map<String, TuneRange> named = new LinkedHashMap<>();
        ranges.forEach((key, range) -> named.put(key.text(), range));
        return named;
    }

    /** An arm that lacks a setting may have fewer to try, which is said where results are; one that lists fewer may not. */
    private void refuseUnequal(List<ArmSpec> arms) {
        Optional<ArmSpec> first = arms.stream().filter(TuneReader::isWhole).findFirst();
        for (ArmSpec arm : first.isEmpty() ? List.<ArmSpec>of() : arms) {
            int there = first.get().tuning().orElseThrow().candidates().size();
            int here = arm.tuning().map(by -> by.candidates().size()).orElse(0);
            if (isWhole(arm) && here != there) {
                problems.add(
                        own.getOrDefault(arm.name(), Optional.empty())
                                .map(Node::mark)
                                .orElse(arm.mark()),
                        "arm \"" + arm.name() + "\" has " + here + " settings to try, arm \""
                                + first.get().name() + "\" " + there
                                + "; tuning is fair if they have the same number: list equally many, or draw them by search:"
                                + " {type: random, trials: " + StrictMath.max(here, there) + "}");
            }
        }
    }

    private static boolean isWhole(ArmSpec arm) {
        return arm.tuning().filter(by -> by.lacking().isEmpty()).isPresent();
    }
}
