package dev.tenon.experiments.report;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.record.Json;
import dev.tenon.experiments.report.table.CellText;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tables for programs: of each the caption and an object for each row, with the names of columns as keys. A number without a value is
 * null, an infinite one {@code "Infinity"}. An estimate has two more keys, {@code … low} and {@code … high}.
 */
public final class JsonTable {

    private JsonTable() {}

    /** One table. */
    static String of(Table table) {
        return Json.pretty(node(table));
    }

    /** Several, by name. */
    public static String of(Map<String, Table> tables) {
        ObjectNode all = Json.object();
        tables.forEach((name, table) -> all.set(name, node(table)));
        return Json.pretty(all);
    }

    private static ObjectNode node(Table table) {
        ObjectNode node = Json.object();
        node.put("caption", table.caption());
        ArrayNode rows = node.putArray("rows");
        for (List<Cell> row : table.rows()) {
            ObjectNode fields = rows.addObject();
            for (int i = 0; i < row.size(); i++) {
                add(fields, table.columns().get(i), row.get(i));
            }
        }
        return node;
    }

    private static void add(ObjectNode fields, TableColumn column, Cell cell) {
        String name = CellText.head(column);
        switch (cell) {
            case Cell.Text text -> fields.put(name, text.text());
            case Cell.Value number -> number(fields, column, name, number.value());
            case Cell.Estimate estimate -> {
                number(fields, column, name, estimate.mean());
                number(fields, column, name + " low", estimate.low());
                number(fields, column, name + " high", estimate.high());
            }
        }
    }

    private static void number(ObjectNode fields, TableColumn column, String name, double value) {
        if (CellText.isWhole(column, value)) {
            fields.put(name, (long) value);
        } else {
            fields.set(name, Json.number(value));
        }
    }
}
