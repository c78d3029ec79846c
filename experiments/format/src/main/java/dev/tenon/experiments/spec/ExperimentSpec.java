package dev.tenon.experiments.spec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One cell of an experiment's design: everything that its trials need, with every default filled in.
 *
 * @param name what the file calls the experiment
 * @param question what it asks, in a sentence; may be empty
 * @param data by name, in the file's order; each after those it is built on
 * @param arms in the file's order
 * @param design what is repeated and varied
 * @param compare how arms are compared
 * @param report what is drawn
 * @param analyses of trained networks
 */
public record ExperimentSpec(
        String name,
        String question,
        Map<String, DataSpec> data,
        List<ArmSpec> arms,
        DesignSpec design,
        CompareSpec compare,
        ReportSpec report,
        List<AnalysisSpec> analyses) {

    /** An experiment without analyses. */
    public ExperimentSpec(
            String name,
            String question,
            Map<String, DataSpec> data,
            List<ArmSpec> arms,
            DesignSpec design,
            CompareSpec compare,
            ReportSpec report) {
        this(name, question, data, arms, design, compare, report, List.of());
    }

    /** The arm of a name. */
    public ArmSpec arm(String wanted) {
        return arms.stream()
                .filter(arm -> arm.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no arm " + wanted));
    }

    /** The same with another arm in the place of the one of its name. */
    public ExperimentSpec with(ArmSpec other) {
        List<ArmSpec> changed = arms.stream()
                .map(arm -> arm.name().equals(other.name()) ? other : arm)
                .toList();
        return new ExperimentSpec(name, question, data, changed, design, compare, report, analyses);
    }

    /** The same, compared in another way. */
    public ExperimentSpec with(CompareSpec other) {
        return new ExperimentSpec(name, question, data, arms, design, other, report, analyses);
    }

    /** The data sets that no arm uses, not even by way of another data set. */
    public List<String> unused() {
        Set<String> used = new LinkedHashSet<>();
        arms.stream().flatMap(arm -> arm.stages().stream()).forEach(stage -> use(stage.data(), used));
        return data.keySet().stream().filter(name -> !used.contains(name)).toList();
    }

    private void use(String name, Set<String> used) {
        DataSpec set = data.get(name);
        if (set != null && used.add(name)) {
            set.builtOn().forEach(below -> use(below, used));
        }
    }
}
