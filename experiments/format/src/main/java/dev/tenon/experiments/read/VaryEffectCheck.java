package dev.tenon.experiments.read;

import dev.tenon.experiments.settings.SettingsWriter;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ArmTuning;
import dev.tenon.experiments.spec.DataSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether what is varied changes anything: a setting of the defaults does not where every arm has its own. */
public final class VaryEffectCheck {

    private VaryEffectCheck() {}

    /**
     * Records a mistake for each factor whose values all give the same trials.
     *
     * @param vary the factors as written
     */
    static void check(Mapping vary, List<Plan.Cell> cells, Problems problems) {
        Plan.Cell first = cells.getFirst();
        for (Entry factor : vary.entries()) {
            String path = factor.key().text();
            List<Plan.Cell> others = cells.stream()
                    .filter(cell -> !cell.factors().equals(first.factors()) && differOnlyIn(path, first, cell))
                    .toList();
            ExperimentSpec base = unmarked(first.spec());
            if (!others.isEmpty()
                    && others.stream().allMatch(cell -> unmarked(cell.spec()).equals(base))) {
                problems.add(
                        factor.key().mark(),
                        "varying \"" + path + "\" changes nothing: every arm that could take it sets its own value");
            }
        }
    }

    private static boolean differOnlyIn(String path, Plan.Cell a, Plan.Cell b) {
        Map<String, String> factors = new LinkedHashMap<>(a.factors());
        factors.put(path, String.valueOf(b.factors().get(path)));
        return factors.equals(b.factors());
    }

    /** Whether two stages are the same but for the settings of their optimizer. */
    public static boolean differInOptimizerAlone(StageSpec one, StageSpec other) {
        return one.train().optimizer().type().equals(other.train().optimizer().type())
                && unmarked(one)
                        .equals(unmarked(new StageSpec(
                                other.id(),
                                other.data(),
                                other.inputs(),
                                other.layers(),
                                other.train().with(one.train().optimizer()),
                                other.mark())));
    }

    /** The same experiment, wherever it is written. */
    static ExperimentSpec unmarked(ExperimentSpec spec) {
        Map<String, DataSpec> data = new LinkedHashMap<>();
        spec.data().forEach((name, set) -> data.put(name, new DataSpec(name, set.dataset(), SettingsWriter.NOWHERE)));
        List<ArmSpec> arms = new ArrayList<>();
        for (ArmSpec arm : spec.arms()) {
            arms.add(new ArmSpec(
                    arm.name(),
                    arm.stages().stream().map(VaryEffectCheck::unmarked).toList(),
                    arm.tuning().map(VaryEffectCheck::unmarked),
                    SettingsWriter.NOWHERE));
        }
        return new ExperimentSpec(
                spec.name(), spec.question(), data, arms, spec.design(), spec.compare(), spec.report());
    }

    private static ArmTuning unmarked(ArmTuning tuning) {
        List<ArmTuning.Candidate> candidates = tuning.candidates().stream()
                .map(each -> new ArmTuning.Candidate(
                        each.settings(),
                        each.stages().stream().map(VaryEffectCheck::unmarked).toList()))
                .toList();
        return new ArmTuning(tuning.tune(), candidates, tuning.lacking());
    }

    static StageSpec unmarked(StageSpec stage) {
        List<LayerSpec> layers = stage.layers().stream()
                .map(layer -> new LayerSpec(
                        layer.id(),
                        layer.layer(),
                        layer.inputs(),
                        layer.frozen(),
                        layer.weights(),
                        layer.again(),
                        SettingsWriter.NOWHERE))
                .toList();
        return new StageSpec(stage.id(), stage.data(), stage.inputs(), layers, stage.train(), SettingsWriter.NOWHERE);
    }
}
