package dev.tenon.experiments.run;

import dev.tenon.experiments.read.Repeats;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A trial of a plan.
 *
 * @param number its place in the order of the plan, from 0: cells, then arms, then seeds
 * @param order its place in the order in which trials are begun: all arms of a cell and seed one after the other, so that what
 *     they share need not be kept for long, and a run that is cut off has compared all arms
 * @param cell of the plan
 * @param features whether the report draws its network
 */
public record PlannedTrial(int number, int order, Plan.Cell cell, TrialId id, boolean features) {

    /** The experiment as a trial of it has it. */
    public static ExperimentSpec spec(Plan plan, TrialId id) {
        return of(plan).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow()
                .cell()
                .spec();
    }

    /** All that are run, by their numbers: each once, though it may stand in several cells. */
    public static List<PlannedTrial> of(Plan plan) {
        List<PlannedTrial> all = new ArrayList<>();
        Repeats repeats = Repeats.of(plan);
        Map<String, String> last = plan.cells().getLast().factors();
        int order = 0;
        for (Plan.Cell cell : plan.cells()) {
            List<Long> seeds = cell.spec().design().seeds().values();
            int arms = cell.spec().arms().size();
            for (int a = 0; a < arms; a++) {
                ArmSpec arm = cell.spec().arms().get(a);
                if (repeats.repeated(arm.name(), cell.factors())) {
                    continue;
                }
                boolean lastCell = cell.factors().equals(repeats.first(arm.name(), last));
                for (int i = 0; i < seeds.size(); i++) {
                    all.add(new PlannedTrial(
                            all.size(),
                            order + i * arms + a,
                            cell,
                            new TrialId(arm.name(), cell.factors(), seeds.get(i)),
                            lastCell && i == 0));
                }
            }
            order += arms * seeds.size();
        }
        return all;
    }
}
