package dev.tenon.experiments.read;

import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.WeightSource;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds stages of different arms that wait for one another. */
final class StageCycles {

    private final Map<String, StageSpec> stages = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private final Problems problems;

    private StageCycles(Problems problems) {
        this.problems = problems;
    }

    static void check(List<ArmSpec> arms, Problems problems) {
        StageCycles cycles = new StageCycles(problems);
        for (ArmSpec arm : arms) {
            arm.stages().forEach(stage -> cycles.stages.put(arm.name() + "." + stage.id(), stage));
        }
        for (ArmSpec arm : arms) {
            arm.stages()
                    .forEach(stage -> cycles.visit(arm.name() + "." + stage.id(), new LinkedHashSet<>(), stage.mark()));
        }
    }

    private void visit(String name, Set<String> trail, Mark mark) {
        StageSpec stage = stages.get(name);
        if (stage == null || done.contains(name)) {
            return;
        }
        if (!trail.add(name)) {
            List<String> circle = new ArrayList<>(trail);
            circle.subList(0, circle.indexOf(name)).clear();
            problems.add(
                    mark, "stages use one another's layers in a cycle: " + String.join(" -> ", circle) + " -> " + name);
            return;
        }
        for (LayerSpec layer : stage.layers()) {
            if (layer.weights() instanceof WeightSource.Stage use) {
                visit(use.arm() + "." + use.stage(), trail, layer.mark());
            }
        }
        trail.remove(name);
        done.add(name);
    }
}
