package dev.tenon.experiments.read;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Merge;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All arms of a file, each with what it takes over from the arm it is {@code like}. */
final class ArmTrees {

    private final Mapping written;
    private final Problems problems;
    private final Map<String, Optional<ArmTree>> known = new LinkedHashMap<>();
    private final Set<String> inProgress = new LinkedHashSet<>();

    ArmTrees(Mapping written, Problems problems) {
        this.written = written;
        this.problems = problems;
    }

    /** The names of all arms, in the file's order, whether they can be read or not. */
    List<String> names() {
        return written.keys();
    }

    /** Those that can be read, in the file's order. */
    List<ArmTree> all() {
        return names().stream().flatMap(name -> get(name).stream()).toList();
    }

    /** An arm; empty, with the mistake recorded, where it cannot be read or there is none. */
    Optional<ArmTree> get(String name) {
        Optional<ArmTree> arm = known.get(name);
        if (arm == null) {
            arm = written.entry(name).flatMap(this::read);
            known.put(name, arm);
        }
        return arm;
    }

    private Optional<ArmTree> read(Entry entry) {
        String name = entry.key().text();
        Mark mark = entry.key().mark();
        Keys.checkName(entry.key(), "an arm", problems);
        if (!(entry.value() instanceof Mapping own)) {
            String remedy = entry.value() instanceof Sequence ? "; write {layers: […]}" : "";
            problems.add(
                    entry.value().mark(),
                    "arm \"" + name + "\" takes a map, {layers: […]}, not "
                            + entry.value().shown() + remedy);
            return Optional.empty();
        }
        for (Entry part : own.entries()) {
            if (!Keys.ARM.contains(part.key().text())) {
                problems.add(
                        part.key().mark(),
                        StageTrees.unknown("arm \"" + name + "\"", part.key().text(), Keys.ARM));
            }
        }
        if (own.has("layers") && own.has("stages") && !flat(own)) {
            problems.add(
                    own.entry("stages").orElseThrow().key().mark(),
                    "arm \"" + name + "\" has both `layers` and `stages`; put the layers into the last stage");
            return Optional.empty();
        }
        inProgress.add(name);
        Optional<Mapping> body = own.has("like") ? inherited(name, own) : unlike(name, own);
        inProgress.remove(name);
        return body.map(whole -> changed(whole, own).at(mark)).map(whole -> {
            List<StageTree> stages = new StageTrees(name, problems).of(whole);
            return new ArmTree(name, whole, stages, mark);
        });
    }

    private static boolean flat(Mapping own) {
        return own.get("stages").filter(Scalar.class::isInstance).isPresent();
    }

    private Optional<Mapping> unlike(String name, Mapping own) {
        if (flat(own)) {
            problems.add(
                    own.get("stages").orElseThrow().mark(),
                    "`stages: none` makes one network of the stages of another arm: arm \"" + name
                            + "\" needs `like` and that arm's name");
            return Optional.empty();
        }
        return Optional.of(own.without("set"));
    }

    private Optional<Mapping> inherited(String name, Mapping own) {
        Node like = own.get("like").orElseThrow();
        if (!(like instanceof Scalar other) || other.isNull()) {
            problems.add(like.mark(), "`like` takes the name of an arm, not " + like.shown());
            return Optional.empty();
        }
        if (!written.has(other.text())) {
            problems.add(
                    like.mark(),
                    "no arm \"" + other.text() + "\""
                            + Suggestions.hintAndList(other.text(), names(), "There are", ""));
            return Optional.empty();
        }
        if (inProgress.contains(other.text())) {
            problems.add(like.mark(), "`like` forms a cycle: " + circle(other.text()));
            return Optional.empty();
        }
        Optional<ArmTree> base = get(other.text());
        return base.flatMap(arm -> over(name, arm, own));
    }

    private String circle(String start) {
        String path = inProgress.stream().dropWhile(name -> !name.equals(start)).collect(Collectors.joining(" -> "));
        return path + " -> " + start;
    }

    private Optional<Mapping> over(String name, ArmTree base, Mapping own) {
        Mapping body = base.body();
        if (flat(own)) {
            Node none = own.get("stages").orElseThrow();
            if (!(none instanceof Scalar word) || !word.is("none")) {
                problems.add(none.mark(), "`stages` takes a list of stages, or none, not " + none.shown());
                return Optional.empty();
            }
            Optional<Mapping> flat = new EndToEndVariant(this).of(name, base);
            if (flat.isEmpty()) {
                return Optional.empty();
            }
            body = flat.get();
        }
        for (Entry entry : own.entries()) {
            body = switch (entry.key().text()) {
                case "like", "set" -> body;
                case "stages" -> flat(own) ? body : Merge.set(body, entry.key(), entry.value());
                case "train" -> body.with(entry.key(), mergedTrain(name, body, own));
                default -> Merge.set(body, entry.key(), entry.value());
            };
        }
        return Optional.of(body);
    }

    private Mapping mergedTrain(String name, Mapping base, Mapping own) {
        StageTrees reader = new StageTrees(name, problems);
        return Merge.train(reader.train(base), reader.train(own));
    }

    /** An arm with the changes that it has under {@code set}. */
    private Mapping changed(Mapping body, Mapping own) {
        Optional<Node> set = own.get("set");
        if (set.isEmpty()) {
            return body;
        }
        if (!(set.get() instanceof Mapping changes)) {
            problems.add(
                    set.get().mark(),
                    "`set` takes a map of paths and values, such as {layers.0.frozen: false}, not "
                            + set.get().shown());
            return body;
        }
        Mapping result = body;
        for (Entry entry : changes.entries()) {
            String start = entry.key().text().split("\\.", 2)[0];
            if (start.equals("layers") || start.equals("stages")) {
                result = TreePath.changeWithin(result, new SettingChange(entry.key(), entry.value()), problems);
            } else {
                problems.add(
                        entry.key().mark(),
                        "a path in `set` starts with `layers` or `stages`, such as layers.0.frozen, not with \"" + start
                                + "\"" + (Keys.ARM.contains(start) ? "; write `" + start + "` beside `set`" : ""));
            }
        }
        return result;
    }

    /** The layer that a use names, with the mistake recorded where there is none. */
    Optional<LayerTree> find(WeightReference.Stage use) {
        Optional<ArmTree> arm = inProgress.contains(use.arm()) ? Optional.empty() : get(use.arm());
        if (arm.isEmpty()) {
            if (!written.has(use.arm())) {
                problems.add(
                        use.mark(),
                        "no arm \"" + use.arm() + "\""
                                + Suggestions.hintAndList(use.arm(), names(), "There are", "see `arms`"));
            } else if (inProgress.contains(use.arm())) {
                problems.add(use.mark(), "\"" + use + "\" is part of the arm that is made from it");
            }
            return Optional.empty();
        }
        return find(use, arm.get());
    }

    /** The layer that a use names in an arm. */
    Optional<LayerTree> find(WeightReference.Stage use, ArmTree arm) {
        Optional<StageTree> stage = arm.stage(use.stage());
        if (stage.isEmpty()) {
            List<String> stages = arm.stages().stream().map(StageTree::id).toList();
            String other = written.has(use.stage())
                    ? "; to use another arm's layer, write \"" + use.stage() + "." + lastStage(use.stage()) + "."
                            + use.layer() + "\""
                    : Suggestions.hintAndList(use.stage(), stages, "Its stages are", "");
            problems.add(use.mark(), "arm \"" + arm.name() + "\" has no stage \"" + use.stage() + "\"" + other);
            return Optional.empty();
        }
        Optional<LayerTree> layer = stage.get().layer(use.layer());
        if (layer.isEmpty()) {
            problems.add(
                    use.mark(),
                    "stage \"" + use.stage() + "\" of arm \"" + arm.name() + "\" has no layer \"" + use.layer() + "\""
                            + Suggestions.hintAndList(
                                    use.layer(), new ArrayList<>(stage.get().ids()), "Its layers are", ""));
        }
        return layer;
    }

    private String lastStage(String arm) {
        return get(arm).filter(found -> !found.stages().isEmpty())
                .map(found -> found.stages().getLast().id())
                .orElse("main");
    }

    /**
     * The type and settings of a layer that another uses, through as many uses as there are.
     *
     * @param use in an arm that {@code within} is, if that is still being made
     */
    Optional<Mapping> settings(WeightReference.Stage use, Optional<ArmTree> within) {
        return settings(use, within, new LinkedHashSet<>());
    }

    private Optional<Mapping> settings(WeightReference.Stage use, Optional<ArmTree> within, Set<String> seen) {
        if (!seen.add(use.toString())) {
            problems.add(use.mark(), "layers use one another in a cycle: " + String.join(" -> ", seen) + " -> " + use);
            return Optional.empty();
        }
        Optional<LayerTree> layer = within.filter(arm -> arm.name().equals(use.arm()))
                .map(arm -> find(use, arm))
                .orElseGet(() -> find(use));
        return layer.flatMap(found -> found.use().isPresent() && found.use().get() instanceof WeightReference.Stage next
                ? settings(next, within, seen)
                : Optional.of(bare(found.body())));
    }

    /** Without the keys that all layers have. */
    static Mapping bare(Mapping body) {
        Mapping bare = body;
        for (String key : Keys.LAYER_READ) {
            bare = bare.without(key);
        }
        return bare;
    }
}
