package dev.tenon.plugins.analyses;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Cell;
import dev.tenon.api.report.ReportSection;
import dev.tenon.api.report.RunResults;
import dev.tenon.api.report.Section;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What every seed came to, beside what a mean tells of them: papers have it in an appendix. */
@Type("seed-by-seed")
@Describe("A table of one metric for every seed of every arm.")
public final class SeedBySeed implements ReportSection<SeedBySeed.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The metric, such as test.accuracy (default: the primary metric).")
            Optional<String> metric,

            @Describe("Largest number of rows; there is one for each seed at each level of the varied settings.")
            @Default("100")
            int seeds) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Optional<Section> of(RunResults results, Settings settings) {
        String metric = settings.metric().orElse(results.primary());
        List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.text("seed")));
        results.arms().forEach(arm -> columns.add(TableColumn.value(arm.equals("seed") ? "the arm seed" : arm)));
        Map<Row, double[]> rows = new TreeMap<>();
        for (RunResults.Trial trial : results.trials()) {
            Double value = trial.metrics().get(metric);
            if (value != null) {
                double[] row = rows.computeIfAbsent(
                        Row.of(trial), key -> nothing(results.arms().size()));
                row[results.arms().indexOf(trial.arm())] = value;
            }
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<List<Cell>> cells = new ArrayList<>();
        rows.entrySet().stream().limit(settings.seeds()).forEach(entry -> {
            List<Cell> line = new ArrayList<>(List.of(Cell.of(entry.getKey().name())));
            for (double value : entry.getValue()) {
                line.add(Cell.of(value));
            }
            cells.add(line);
        });
        Table table = new Table("Every trial's " + metric + ".", columns, cells);
        return Optional.of(new Section("Seed by seed", List.of(), List.of(table)));
    }

    private static double[] nothing(int arms) {
        double[] nothing = new double[arms];
        Arrays.fill(nothing, Double.NaN);
        return nothing;
    }

    /** A seed at the levels of what is varied. */
    private record Row(String factors, long seed) implements Comparable<Row> {

        static Row of(RunResults.Trial trial) {
            List<String> levels = new ArrayList<>();
            trial.factors().forEach((setting, level) -> levels.add(setting + " " + level));
            return new Row(String.join(", ", levels), trial.seed());
        }

        String name() {
            return seed + (factors.isEmpty() ? "" : " at " + factors);
        }

        @Override
        public int compareTo(Row other) {
            int first = factors.compareTo(other.factors);
            return first != 0 ? first : Long.compare(seed, other.seed);
        }
    }
}
