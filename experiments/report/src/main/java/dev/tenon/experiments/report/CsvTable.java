package dev.tenon.experiments.report;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.record.CsvText;
import dev.tenon.experiments.report.table.CellText;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as RFC 4180 has it, with line feeds. Numbers are the shortest texts that read back as the same, a field without a value is
 * empty. A column in which an estimate stands has two more, {@code … low} and {@code … high}. Words that a spreadsheet would compute have
 * an apostrophe before them.
 */
final class CsvTable {

    private CsvTable() {}

    static String of(Table table) {
        StringBuilder out = new StringBuilder();
        List<String> head = new ArrayList<>();
        List<Boolean> wide = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            int column = i;
            boolean estimates = table.rows().stream().anyMatch(row -> row.get(column) instanceof Cell.Estimate);
            wide.add(estimates);
            String name = CellText.head(table.columns().get(i));
            head.add(name);
            if (estimates) {
                head.add(name + " low");
                head.add(name + " high");
            }
        }
        CsvText.row(out, head);
        for (List<Cell> row : table.rows()) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                add(fields, table.columns().get(i), row.get(i), wide.get(i));
            }
            CsvText.row(out, fields);
        }
        return out.toString();
    }

    private static void add(List<String> fields, TableColumn column, Cell cell, boolean wide) {
        switch (cell) {
            case Cell.Text text -> fields.add(text.text());
            case Cell.Value number -> {
                fields.add(number(column, number.value()));
                if (wide) {
                    fields.addAll(List.of("", ""));
                }
            }
            case Cell.Estimate estimate -> {
                fields.add(number(column, estimate.mean()));
                fields.add(number(column, estimate.low()));
                fields.add(number(column, estimate.high()));
            }
        }
    }

    private static String number(TableColumn column, double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return CellText.isWhole(column, value) ? Long.toString((long) value) : Double.toString(value);
    }
}
