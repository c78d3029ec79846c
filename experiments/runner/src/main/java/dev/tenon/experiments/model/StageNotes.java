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

    /** Data sets of which one is learned from before the other is measured on, in a cell. */
    private record Pair(ExperimentSpec spec, String learned, String tested) {}

    private final DataLoader loader;
    private final List<Pair> pairs = new ArrayList<>();
    private final Map<Whole, Set<String>> whole = new LinkedHashMap<>();

    private StageNotes(DataLoader loader) {
        this.loader = loader;
    }

    /** Tells the loader, whose notes a run keeps. */
    static void find(Plan plan, DataLoader loader, List<Long> seeds) {
        StageNotes notes = new StageNotes(loader);
        for (Plan.Cell cell : plan.cells()) {
            ExperimentSpec spec = cell.spec();
            for (ArmSpec arm : spec.arms()) {
                Set<String> learned = new LinkedHashSet<>();
                arm.stages().forEach(stage -> notes.learns(spec, arm, stage, learned, new LinkedHashSet<>()));
                String tested = arm.last().data();
                learned.stream()
                        .filter(name -> !name.equals(tested))
                        .forEach(name -> notes.pairs.add(new Pair(spec, name, tested)));
                arm.stages().forEach(stage -> notes.batch(spec, arm, stage));
                arm.stages().forEach(stage -> notes.earlier(spec, arm, stage));
            }
        }
        for (long seed : seeds) {
            notes.pairs.forEach(pair -> loader.relate(pair.spec, pair.learned, pair.tested, seed));
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

    /** Weights of an earlier run were learned from one draw of the data, whichever draw they are measured on here. */
    private void earlier(ExperimentSpec spec, ArmSpec arm, StageSpec stage) {
        boolean given = stage.layers().stream().anyMatch(layer -> layer.weights() instanceof WeightSource.Run);
        if (given && loader.varies(spec, arm.last().data())) {
            loader.note("arm " + arm.name() + " takes weights of an earlier run, but seeds draw data set "
                    + arm.last().data()
                    + " anew: test examples may be among those that the weights were learned from; with"
                    + " `fixed: [data, split]` under `design` of both they are not");
        }
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
