package dev.tenon.experiments.stats;

import dev.tenon.experiments.data.DataInputs.Drawn;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.DesignSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.RandomSource;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.WeightSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What differs between the seeds of an experiment, and so what intervals over seeds are about. */
final class Sources {

    private final ExperimentResult result;
    private final DataDraw data;
    private final String primary;

    private Sources(ExperimentResult result, DataDraw data) {
        this.result = result;
        this.data = data;
        this.primary = result.plan().first().compare().primary();
    }

    /**
     * In a few sentences.
     *
     * @param varied whether the primary metric differed between any two seeds
     */
    static String of(ExperimentResult result, DataDraw data, boolean varied) {
        Sources sources = new Sources(result, data);
        List<String> drawn = varied ? sources.drawn() : List.of();
        return drawn.isEmpty()
                ? "Nothing that seeds draw changed the result: it shows neither variation nor anything about other data."
                : "Intervals and tests are about other seeds of this experiment: a seed draws " + Conclusions.and(drawn)
                        + ". " + sources.data();
    }

    private String data() {
        if (data.pooled()) {
            return "They cover other training examples of the same kind: intervals and t-tests are widened for those that seeds"
                    + " have in common (Nadeau and Bengio 2003). They do not cover other test examples, which are the same for all"
                    + " seeds.";
        }
        return switch (data.drawn()) {
            case NOTHING ->
                "They do not cover other data: the data sets, their split into training, validation and test, and"
                        + " the test examples are the same for all seeds.";
            case TRAINING -> "They do not cover other data: the test examples are given and the same for all seeds.";
            case SPLIT ->
                "All seeds divide the same " + Figures.count(data.images()) + " images of "
                        + sets(data.given())
                        + ", so that what they learn from and are tested on overlaps; intervals and t-tests are widened for"
                        + " that (Nadeau and Bengio 2003, by "
                        + String.format(Locale.ROOT, "%.2f", data.overlap(primary))
                        + " test examples for each training example), which makes them about other examples of the same"
                        + " kind.";
            case GENERATED ->
                data.given().isEmpty()
                        ? "They cover other data from the same generator."
                        : "They cover other examples made in the same way from the " + Figures.count(data.images())
                                + " images of " + sets(data.given()) + ", not other images than these.";
        };
    }

    private static String sets(List<String> names) {
        return (names.size() == 1 ? "data set " : "data sets ") + Conclusions.and(names);
    }

    private List<String> drawn() {
        DesignSpec design = result.plan().first().design();
        boolean weights = false;
        boolean dropout = false;
        boolean choice = false;
        boolean changed = false;
        boolean mixed = false;
        boolean sampled = false;
        int batch = Integer.MAX_VALUE;
        Set<String> trained = new LinkedHashSet<>();
        int most = 0;
        for (StageRecord stage : result.trials().stream()
                .flatMap(trial -> trial.stages().stream())
                .toList()) {
            if (stage.steps() > 0) {
                trained.add(stage.arm() + "/" + stage.stage());
                most = StrictMath.max(most, stage.examples());
            }
        }
        for (Plan.Cell cell : result.plan().cells()) {
            for (ArmSpec arm : cell.spec().arms()) {
                for (StageSpec stage : arm.stages()) {
                    if (trained.contains(arm.name() + "/" + stage.id())) {
                        batch = StrictMath.min(batch, stage.train().batch());
                        choice |= stage.train().examples().isPresent()
                                || stage.train().share() < 1;
                        changed |= !stage.train().augmentations().isEmpty();
                        mixed |= stage.train().mixup().isPresent();
                        sampled |= stage.train().sample().isPresent();
                        for (LayerSpec layer : stage.layers()) {
                            weights |= layer.weights() instanceof WeightSource.Fresh;
                            dropout |= layer.layer().type().endsWith("dropout");
                        }
                    }
                }
            }
        }
        List<String> drawn = new ArrayList<>();
        if (data.drawn() != Drawn.NOTHING) {
            drawn.add(draw(design));
        }
        if (weights && design.draws(RandomSource.WEIGHTS)) {
            drawn.add("the initial weights");
        }
        if ((most > batch || sampled) && design.draws(RandomSource.ORDER)) {
            drawn.add("the order of the examples");
        }
        if (changed && design.draws(RandomSource.AUGMENTATION)) {
            drawn.add("the augmentation of training examples");
        }
        if (mixed && design.draws(RandomSource.AUGMENTATION)) {
            drawn.add("the mixing of examples");
        }
        if (dropout && design.draws(RandomSource.NOISE)) {
            drawn.add("the dropout masks");
        }
        if (choice && design.draws(RandomSource.EXAMPLES)) {
            drawn.add("the choice of training examples");
        }
        return drawn;
    }

    private String draw(DesignSpec design) {
        return switch (data.drawn()) {
            case NOTHING -> "nothing of the data";
            case TRAINING -> "the split of given examples into training and validation";
            case SPLIT ->
                design.folds().isPresent()
                        ? "which of " + design.folds().get() + " folds is tested on"
                        : "the split into training, validation and test";
            case GENERATED -> "its training and test examples";
        };
    }
}
