package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.LayerOrigin;
import dev.tenon.api.analysis.Weights;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Describe;
import java.util.List;

/** Where the weights of each layer came from, and how far training moved them. */
@Type("lineage")
@Describe("Lists where each layer's weights came from, whether they were frozen, and how far training moved them.")
public final class Lineage implements Analysis<Lineage.Settings> {

    /** Nothing can be set. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        Table.Builder table = Table.of(
                "Where the weights of the last stage came from, and how far it moved them: the 2-norm of the change as a multiple of that of"
                        + " the weights at the beginning, and the cosine between the weights before and after.",
                TableColumn.text("weights"),
                TableColumn.text("from"),
                TableColumn.text("training"),
                TableColumn.count("numbers"),
                TableColumn.value("moved"),
                TableColumn.value("cosine"));
        List<Weights> before = scope.beginning().weights();
        List<Weights> after = scope.network().weights();
        for (int i = 0; i < after.size(); i++) {
            Weights now = after.get(i);
            LayerOrigin origin = scope.origins().stream()
                    .filter(each -> each.layer().equals(now.layer()))
                    .findFirst()
                    .orElseThrow();
            Change change = Change.of(before.get(i).values(), now.values());
            table.row(
                    now.layer() + "/" + now.name(),
                    origin.from(),
                    origin.frozen() ? "frozen" : "trained",
                    now.values().length,
                    change.moved(),
                    change.cosine());
        }
        scope.put(
                "weights",
                table.drawn(new Plot(Plot.Kind.POINTS, "weights", "moved", "")).build());
    }

    /**
     * From some numbers to others; NaN where one of the two has no direction.
     *
     * @param moved relative to the first
     */
    private record Change(double moved, double cosine) {

        static Change of(float[] before, float[] after) {
            double was = 0;
            double is = 0;
            double both = 0;
            double apart = 0;
            for (int i = 0; i < before.length; i++) {
                double difference = (double) after[i] - before[i];
                was += (double) before[i] * before[i];
                is += (double) after[i] * after[i];
                both += (double) before[i] * after[i];
                apart += difference * difference;
            }
            return new Change(
                    was == 0 ? Double.NaN : Math.sqrt(apart / was),
                    was == 0 || is == 0 ? Double.NaN : both / Math.sqrt(was) / Math.sqrt(is));
        }
    }
}
