package dev.tenon.experiments.read;

import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code use} of a layer. */
final class UseReader {

    private static final String FORMS =
            "`use` takes stage.layer, arm.stage.layer, or {run: folder, trial: whole/seed-0, layer: main.ten}";

    private final String arm;
    private final Problems problems;

    UseReader(String arm, Problems problems) {
        this.arm = arm;
        this.problems = problems;
    }

    /** Whose weights a layer uses; empty if it says nothing of it, or, with a mistake recorded, nothing clear. */
    Optional<Use> read(Mapping layer) {
        Optional<Node> written = layer.get("use");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        return switch (written.get()) {
            case Scalar name -> named(name);
            case Mapping map -> run(map);
            case Node.Sequence list -> refuse(list);
        };
    }

    private Optional<Use> refuse(Node node) {
        problems.add(node.mark(), FORMS + ", not " + node.shown());
        return Optional.empty();
    }

    private Optional<Use> named(Scalar name) {
        List<String> words = List.of(name.text().split("\\.", -1));
        if (!words.stream().allMatch(Keys::isName)) {
            return refuse(name);
        }
        return switch (words.size()) {
            case 2 -> Optional.of(new Use.Stage(arm, words.get(0), words.get(1), name.mark()));
            case 3 -> Optional.of(new Use.Stage(words.get(0), words.get(1), words.get(2), name.mark()));
            default -> refuse(name);
        };
    }

    private Optional<Use> run(Mapping map) {
        Map<String, String> texts = new HashMap<>();
        boolean right = true;
        for (Entry entry : map.entries()) {
            if (!Keys.RUN.contains(entry.key().text())) {
                problems.add(
                        entry.key().mark(),
                        StageTrees.unknown("the use of a run", entry.key().text(), Keys.RUN));
                right = false;
            } else if (entry.value() instanceof Scalar scalar && !scalar.isNull()) {
                texts.put(entry.key().text(), scalar.text());
            } else {
                problems.add(entry.value().mark(), "`" + entry.key().text() + "` takes a text");
                right = false;
            }
        }
        String run = texts.getOrDefault("run", "");
        String trial = texts.getOrDefault("trial", "");
        String[] layer = texts.getOrDefault("layer", "").split("\\.", -1);
        if (right && (run.isEmpty() || trial.isEmpty() || layer.length != 2)) {
            problems.add(map.mark(), FORMS + "; this one lacks " + lacking(run, trial));
            right = false;
        }
        return right ? Optional.of(new Use.Run(run, trial, layer[0], layer[1], map.mark())) : Optional.empty();
    }

    private static String lacking(String run, String trial) {
        return run.isEmpty() ? "`run`" : trial.isEmpty() ? "`trial`" : "a `layer` of the form stage.layer";
    }
}
