package dev.tenon.experiments.report.view;

import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.report.draw.Marker;
import dev.tenon.experiments.report.draw.Ramp;
import dev.tenon.experiments.report.draw.Sheet;
import dev.tenon.experiments.report.table.CellText;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.Finding;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.stats.ExperimentComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pictures that an analysis put with the rows of a table, of the network of each arm that the report draws. */
final class FoundPictures {

    private static final int WIDEST = 96;

    private final Table table;
    private final Plot plot;
    private final Shape shape;
    private final float[] values;

    private FoundPictures(Table table, Plot plot, NamedTensor pictures) {
        this.table = table;
        this.plot = plot;
        this.shape = pictures.shape();
        this.values = pictures.values();
    }

    /** The pictures of a table, arm by arm; none if it has none, or the result none. */
    static List<PictureTable> of(
            ExperimentResult result, ExperimentComparison comparison, String analysis, String name) {
        List<PictureTable> all = new ArrayList<>();
        Arms arms = new Arms(comparison);
        for (Features features : result.features()) {
            String arm = features.trial().arm();
            for (Finding finding : Networks.trial(result, features).findings()) {
                Table table = finding.details().get(name);
                if (finding.analysis().equals(analysis) && table != null) {
                    for (NamedTensor tensor : finding.tensors()) {
                        if (tensor.name().equals(name + AnalysisScope.PICTURES)) {
                            all.add(new FoundPictures(table, table.plot().orElseThrow(), tensor)
                                    .table(arm, Marker.inline(arms.look(arm)), all.isEmpty()));
                        }
                    }
                }
            }
        }
        return all;
    }

    private PictureTable table(String arm, String mark, boolean open) {
        int heading = column(plot.x());
        int group = column(plot.by());
        List<String> head = new ArrayList<>(List.of(plot.by()));
        Map<String, Figure[]> rows = new LinkedHashMap<>();
        table.rows().stream().map(row -> words(row.get(heading))).distinct().forEach(head::add);
        Pixels pixels = new Pixels(shape.slice(1, 4), values);
        double largest = largest();
        for (int i = 0; i < table.rows().size(); i++) {
            List<Cell> row = table.rows().get(i);
            Figure[] pictures = rows.computeIfAbsent(words(row.get(group)), name -> blank(head.size() - 1));
            pictures[head.indexOf(words(row.get(heading))) - 1] = picture(i, row, pixels, largest);
        }
        List<PictureTable.Row> shown = new ArrayList<>();
        rows.forEach((name, pictures) -> shown.add(new PictureTable.Row(name, "", List.of(pictures))));
        return new PictureTable(arm, mark, open, head, shown);
    }

    private static Figure[] blank(int count) {
        Figure[] blank = new Figure[count];
        java.util.Arrays.fill(blank, new Figure("", ""));
        return blank;
    }

    private Figure picture(int index, List<Cell> row, Pixels pixels, double largest) {
        int height = shape.dim(1);
        int width = shape.dim(2);
        int channels = shape.dim(3);
        Sheet sheet = new Sheet(1, 1, height, width);
        for (int pixel = 0; pixel < height * width; pixel++) {
            float first = values[(index * height * width + pixel) * channels];
            if (!Float.isNaN(first)) {
                sheet.set(
                        0,
                        pixel / width,
                        pixel % width,
                        plot.kind() == Plot.Kind.MAPS ? Ramp.signed(first, largest) : pixels.colour(index, pixel));
            }
        }
        int below = column(plot.y());
        String number = CellText.of(table.columns().get(below), row.get(below));
        String alternative = plot.by() + " " + words(row.get(column(plot.by()))) + ", " + plot.x() + " "
                + words(row.get(column(plot.x()))) + ": " + number;
        return new Figure(sheet.image(WIDEST, alternative), number);
    }

    private double largest() {
        double largest = 0;
        for (float value : values) {
            largest = Float.isNaN(value) ? largest : StrictMath.max(largest, StrictMath.abs(value));
        }
        return largest;
    }

    private int column(String name) {
        return table.columns().stream().map(TableColumn::name).toList().indexOf(name);
    }

    private static String words(Cell cell) {
        return cell instanceof Cell.Text text ? text.text() : "";
    }
}
