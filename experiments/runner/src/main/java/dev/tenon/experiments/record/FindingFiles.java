package dev.tenon.experiments.record;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.run.Finding;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.TrialId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code analyses/ARM.json} and {@code .safetensors}: what analyses found in each trial of an arm. A cell is a text, a number or null;
 * an estimate is a list of its mean and the ends of its interval; one that has words or a tone of its own is an object.
 */
final class FindingFiles {

    /** What analyses found by holding trials against each other. */
    static final String ACROSS = "across-trials.json";

    private FindingFiles() {}

    /** The text of {@link #ACROSS}. */
    static String across(List<Finding> findings) {
        ObjectNode root = Json.object();
        root.set("findings", json(findings));
        return Json.pretty(root);
    }

    /** What was found in a trial, but for the tensors, of which the names are there. */
    static ArrayNode json(List<Finding> findings) {
        ArrayNode all = Json.array();
        for (Finding finding : findings) {
            ObjectNode node = all.addObject().put("analysis", finding.analysis());
            ObjectNode tables = node.putObject("tables");
            finding.tables().forEach((name, table) -> tables.set(name, json(table)));
            ObjectNode details = node.putObject("details");
            finding.details().forEach((name, table) -> details.set(name, json(table)));
            ArrayNode tensors = node.putArray("tensors");
            finding.tensors().forEach(tensor -> tensors.add(tensor.name()));
        }
        return all;
    }

    /** The tensors that were found in a trial, named {@code analysis/name}. */
    static List<NamedTensor> tensors(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> finding.tensors().stream()
                        .map(tensor -> tensor.named(finding.analysis() + "/" + tensor.name())))
                .toList();
    }

    /**
     * What was found in a trial.
     *
     * @param list as it was written
     * @param tensors named {@code analysis/name}; none if they stay on disk
     */
    static List<Finding> findings(JsonView list, List<NamedTensor> tensors) {
        return list.list(node -> {
            String analysis = node.text("analysis");
            List<NamedTensor> own = new ArrayList<>();
            for (String name : tensors.isEmpty() ? List.<String>of() : node.list("tensors", JsonView::text)) {
                own.add(tensors.stream()
                        .filter(tensor -> tensor.name().equals(analysis + "/" + name))
                        .findFirst()
                        .map(tensor -> tensor.named(name))
                        .orElseThrow(() -> node.get("tensors").wrong("the tensors that are beside it")));
            }
            return new Finding(
                    analysis, node.map("tables", FindingFiles::table), node.map("details", FindingFiles::table), own);
        });
    }

    static ObjectNode json(Table table) {
        ObjectNode node = Json.object().put("caption", table.caption());
        ArrayNode columns = node.putArray("columns");
        table.columns()
                .forEach(column -> columns.addObject()
                        .put("name", column.name())
                        .put("kind", column.kind().name().toLowerCase(Locale.ROOT))
                        .put("unit", column.unit()));
        ArrayNode rows = node.putArray("rows");
        table.rows().forEach(row -> {
            ArrayNode cells = rows.addArray();
            row.forEach(cell -> cells.add(json(cell)));
        });
        table.plot()
                .ifPresent(plot -> node.putObject("plot")
                        .put("kind", plot.kind().name().toLowerCase(Locale.ROOT))
                        .put("x", plot.x())
                        .put("y", plot.y())
                        .put("by", plot.by()));
        return node;
    }

    private static JsonNode json(Cell cell) {
        ArrayNode bare = Json.array();
        String shown = switch (cell) {
            case Cell.Text text -> {
                bare.add(text.text());
                yield "";
            }
            case Cell.Value number -> {
                bare.add(Json.number(number.value()));
                yield number.shown();
            }
            case Cell.Estimate estimate -> {
                bare.addArray()
                        .add(Json.number(estimate.mean()))
                        .add(Json.number(estimate.low()))
                        .add(Json.number(estimate.high()));
                yield estimate.shown();
            }
        };
        if (shown.isEmpty() && cell.tone() == Cell.Tone.PLAIN) {
            return bare.get(0);
        }
        ObjectNode node = Json.object();
        node.set("is", bare.get(0));
        return node.put("shown", shown).put("tone", cell.tone().name().toLowerCase(Locale.ROOT));
    }

    static Table table(JsonView node) {
        List<TableColumn> columns = node.list(
                "columns",
                column -> new TableColumn(
                        column.text("name"), column.choice("kind", TableColumn.Kind.class), column.text("unit")));
        List<List<Cell>> rows = node.list("rows", row -> {
            List<JsonView> cells = row.list(cell -> cell);
            if (cells.size() != columns.size()) {
                throw row.wrong(columns.size() + " cells");
            }
            List<Cell> read = new ArrayList<>();
            for (int i = 0; i < cells.size(); i++) {
                read.add(cell(cells.get(i), columns.get(i).kind() == TableColumn.Kind.TEXT));
            }
            return read;
        });
        try {
            return new Table(node.text("caption"), columns, rows, plot(node));
        } catch (IllegalArgumentException e) {
            throw new BundleException(node.where() + ": is not a table: " + e.getMessage(), e);
        }
    }

    private static Optional<Plot> plot(JsonView table) {
        if (!table.has("plot")) {
            return Optional.empty();
        }
        JsonView node = table.get("plot");
        return Optional.of(
                new Plot(node.choice("kind", Plot.Kind.class), node.text("x"), node.text("y"), node.text("by")));
    }

    private static Cell cell(JsonView node, boolean words) {
        return node.node().isObject()
                ? bare(node.get("is"), words, node.text("shown"), node.choice("tone", Cell.Tone.class))
                : bare(node, words, "", Cell.Tone.PLAIN);
    }

    private static Cell bare(JsonView node, boolean words, String shown, Cell.Tone tone) {
        if (words) {
            return new Cell.Text(node.text(), tone);
        }
        if (node.node().isArray()) {
            List<Double> numbers = node.list(JsonView::number);
            if (numbers.size() != 3) {
                throw node.wrong("a mean and two ends of an interval");
            }
            return new Cell.Estimate(numbers.get(0), numbers.get(1), numbers.get(2), shown, tone);
        }
        return new Cell.Value(node.number(), shown, tone);
    }

    /** What all trials of an arm and cell found. */
    static final class OfArm {

        private final ArrayNode trials = Json.array();

        /** Adds a trial. */
        void add(TrialId id, JsonNode findings) {
            ObjectNode node = trials.addObject().put("trial", id.path());
            node.set("findings", findings);
        }

        /** Whether there is none. */
        boolean isEmpty() {
            return trials.isEmpty();
        }

        /** The text of the file. */
        String text() {
            ObjectNode root = Json.object();
            root.set("trials", trials);
            return Json.pretty(root);
        }
    }

    /** What each trial found, by its path, as {@code whole/seed-0}. */
    static Map<String, JsonView> byTrial(JsonView root) {
        Map<String, JsonView> trials = new LinkedHashMap<>();
        for (JsonView node : root.list("trials", each -> each)) {
            trials.put(node.text("trial"), node.get("findings"));
        }
        return trials;
    }
}
