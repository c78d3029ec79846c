package dev.tenon.experiments.model;

import dev.tenon.api.data.Split;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TrainSpec;
import dev.tenon.experiments.spec.WeightSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what a reader should know of how stages and their data go together, in an experiment without mistakes. */
final class StageNotes {

    /** Minibatches that hold all there is to learn from. */
    private record Whole(int batch, int examples) {}

    private final DataLoader loader;
    private final Map<Whole, Set<String>> whole = new LinkedHashMap<>();

    private StageNotes(DataLoader loader) {
        this.loader = loader;
    }

    /** Tells the loader, whose notes a run keeps. */
    static void find(Plan plan, DataLoader loader) {
        StageNotes notes = new StageNotes(loader);
        for (Plan.Cell cell : plan.cells()) {
            ExperimentSpec spec = cell.spec();
            for (ArmSpec arm : spec.arms()) {
                Set<String> learned = new LinkedHashSet<>();
                arm.stages().forEach(stage -> notes.learns(spec, arm, stage, learned, new LinkedHashSet<>()));
                String tested = arm.last().data();
                learned.stream()
                        .filter(name -> !name.equals(tested))
                        .forEach(name -> loader.relate(spec, name, tested));
                arm.stages().forEach(stage -> notes.batch(spec, arm, stage));
            }
        }
        notes.whole.forEach((sizes, stages) -> loader.note(sentence(sizes, List.copyOf(stages))));
    }

    /** Gathers the data sets that a stage's weights come from, by way of other arms too. */
    private void learns(ExperimentSpec spec, ArmSpec arm, StageSpec stage, Set<String> data, Set<String> seen) {
        if (!seen.add(arm.name() + "/" + stage.id())) {
            return;
        }
        if (count(spec, stage) > 0) {
            data.add(stage.data());
        }
        for (LayerSpec layer : stage.layers()) {
            if (layer.weights() instanceof WeightSource.Stage from) {
                ArmSpec owner = spec.arm(from.arm());
                owner.stages().stream()
                        .filter(each -> each.id().equals(from.stage()))
                        .forEach(each -> learns(spec, owner, each, data, seen));
            }
        }
    }

    private int count(ExperimentSpec spec, StageSpec stage) {
        return Sampler.count(stage.train(), loader.load(spec, stage.data()).split(Split.TRAIN).length);
    }

    private void batch(ExperimentSpec spec, ArmSpec arm, StageSpec stage) {
        TrainSpec train = stage.train();
        int count = count(spec, stage);
        if (count > 0 && train.batch() >= count && train.sample().isEmpty()) {
            String name = arm.stages().size() == 1 ? arm.name() : arm.name() + " (stage " + stage.id() + ")";
            whole.computeIfAbsent(new Whole(train.batch(), count), key -> new LinkedHashSet<>())
                    .add(name);
        }
    }

    private static String sentence(Whole sizes, List<String> stages) {
        List<String> shown = new ArrayList<>(stages.subList(0, Math.min(stages.size(), 4)));
        if (shown.size() < stages.size()) {
            shown.add((stages.size() - shown.size()) + " more");
        }
        return "a minibatch of " + sizes.batch() + " holds all " + sizes.examples() + " training examples of "
                + String.join(", ", shown)
                + ": every step learns from all of them, an epoch is one step, and seeds draw no order";
    }
}
