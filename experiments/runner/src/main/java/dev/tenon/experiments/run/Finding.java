package dev.tenon.experiments.run;

import dev.tenon.api.report.Table;
import java.util.List;
import java.util.Map;

/**
 * What one analysis found in one trial.
 *
 * @param analysis its name in the file
 * @param tables by name, in the order in which they were put
 * @param details tables of this trial alone, which are not averaged over seeds
 * @param tensors in the order in which they were put; without those that stay on disk
 */
public record Finding(
        String analysis, Map<String, Table> tables, Map<String, Table> details, List<NamedTensor> tensors) {}
