package dev.tenon.experiments.read;

import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.CrossSpec;
import dev.tenon.experiments.spec.DataSpec;
import dev.tenon.experiments.spec.DesignSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.RandomSource;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.WeightSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which trials of a plan are the same trial. An arm that a varied setting does not touch has the same networks, data and training
 * in several cells; its trials are run in the first of them and stand for all.
 */
public final class Repeats {

    /** All that an arm's trials depend on but the seed, wherever it is written. */
    private record Key(
            String arm,
            Map<String, ArmSpec> arms,
            Map<String, DataSpec> data,
            List<RandomSource> fixed,
            Optional<Integer> folds,
            long dataSeed,
            Optional<CrossSpec> cross) {}

    private record Place(String arm, Map<String, String> factors) {}

    private final Map<Place, Map<String, String>> first = new LinkedHashMap<>();
    private final int distinct;

    private Repeats(Plan plan) {
        Map<Key, Map<String, String>> known = new HashMap<>();
        for (Plan.Cell cell : plan.cells()) {
            ExperimentSpec plain = VaryEffectCheck.unmarked(cell.spec());
            for (ArmSpec arm : plain.arms()) {
                Map<String, String> earlier = known.putIfAbsent(key(plain, arm), cell.factors());
                first.put(new Place(arm.name(), cell.factors()), earlier == null ? cell.factors() : earlier);
            }
        }
        distinct = known.size();
    }

    /** Those of a plan. */
    public static Repeats of(Plan plan) {
        return new Repeats(plan);
    }

    /** Whether an arm is the same in two experiments: its trials differ in their seeds alone. */
    public static boolean same(ExperimentSpec one, ExperimentSpec other, String arm) {
        ExperimentSpec first = VaryEffectCheck.unmarked(one);
        ExperimentSpec second = VaryEffectCheck.unmarked(other);
        return key(first, first.arm(arm)).equals(key(second, second.arm(arm)));
    }

    /** What is equal for arms that are {@linkplain #same the same}. */
    public static Object identity(ExperimentSpec spec, String arm) {
        ExperimentSpec plain = VaryEffectCheck.unmarked(spec);
        return key(plain, plain.arm(arm));
    }

    private static Key key(ExperimentSpec spec, ArmSpec arm) {
        Map<String, ArmSpec> arms = new TreeMap<>();
        reach(spec, arm, arms);
        Map<String, DataSpec> data = new TreeMap<>();
        arms.values().stream()
                .flatMap(each -> each.stages().stream())
                .forEach(stage -> reach(spec, stage.data(), data));
        DesignSpec design = spec.design();
        return new Key(arm.name(), arms, data, design.fixed(), design.folds(), design.dataSeed(), design.cross());
    }

    /** An arm with those whose layers it takes. */
    private static void reach(ExperimentSpec spec, ArmSpec arm, Map<String, ArmSpec> arms) {
        if (arms.putIfAbsent(arm.name(), arm) != null) {
            return;
        }
        for (StageSpec stage : arm.stages()) {
            for (LayerSpec layer : stage.layers()) {
                if (layer.weights() instanceof WeightSource.Stage from) {
                    reach(spec, spec.arm(from.arm()), arms);
                }
            }
        }
    }

    private static void reach(ExperimentSpec spec, String name, Map<String, DataSpec> data) {
        DataSpec set = spec.data().get(name);
        if (set != null && data.putIfAbsent(name, set) == null) {
            set.builtOn().forEach(below -> reach(spec, below, data));
        }
    }

    /** The cell in which an arm's trials of a cell are run: that cell itself, or an earlier one with the same trials. */
    public Map<String, String> first(String arm, Map<String, String> factors) {
        return first.getOrDefault(new Place(arm, factors), factors);
    }

    /** Whether an arm's trials of a cell are those of an earlier cell. */
    public boolean repeated(String arm, Map<String, String> factors) {
        return !first(arm, factors).equals(factors);
    }

    /** How many pairs of an arm and a cell are run: the trials for one seed. */
    public int distinct() {
        return distinct;
    }
}
