package com.example.bestandworst;

import module dev.tenon.api;

import java.util.List;
import java.util.Optional;

/** The largest and the smallest value of a metric in each arm. In a file: {@code report: {sections: [best-and-worst]}}. */
@Type("best-and-worst")
@Describe("Shows the largest and the smallest value that a metric has in each arm.")
public final class BestAndWorst implements ReportSection<BestAndWorst.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The metric, such as test.accuracy (default: the primary metric).") Optional<String> metric) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Optional<Section> of(RunResults results, Settings settings) {
        String metric = settings.metric().orElse(results.primary());
        var table = Table.of(
                "The largest and the smallest " + metric + " of each arm.",
                TableColumn.text("arm"),
                TableColumn.value("largest"),
                TableColumn.value("smallest"));
        boolean some = false;
        for (String arm : results.arms()) {
            double[] values = results.trials().stream()
                    .filter(trial -> trial.arm().equals(arm))
                    .mapToDouble(trial -> trial.metrics().getOrDefault(metric, Double.NaN))
                    .filter(value -> !Double.isNaN(value)) // A split may not define it, and a trial may have failed.
                    .sorted()
                    .toArray();
            if (values.length > 0) {
                table.row(arm, values[values.length - 1], values[0]);
                some = true;
            }
        }
        return some
                ? Optional.of(new Section("Best and worst", List.of(), List.of(table.build())))
                : Optional.empty();
    }
}
