package dev.tenon.plugins.datasets.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tenon.api.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A CSV file (RFC 4180, UTF-8) whose first row has the names of the columns.
 *
 * @param path for messages
 * @param rows without the first and without empty ones; each has a field for each name
 */
record CsvFile(Path path, List<String> names, List<CsvRecord> rows) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Reads a table.
     *
     * @throws DataException if it is no such file
     */
    static CsvFile of(byte[] bytes, Path path) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DataException(
                    path + " is not in UTF-8; save it in that encoding (\"CSV UTF-8\" in a spreadsheet)", e);
        }
        List<CsvRecord> all;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)) {
            all = reader.stream().toList();
        } catch (CsvParseException e) {
            throw new DataException(path + " is not a CSV file; is a quotation mark not closed?", e);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can be read", e);
        }
        if (all.size() < 2) {
            throw new DataException(
                    path + " has " + (all.isEmpty() ? "no row" : "no row below that of the columns' names")
                            + "; the first row has names, each other row an example");
        }
        List<String> names =
                all.getFirst().getFields().stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new DataException(path + " has two columns called \"" + name + "\"; rename one");
            }
        }
        for (CsvRecord row : all.subList(1, all.size())) {
            if (row.getFieldCount() != names.size()) {
                throw new DataException(path + ":" + row.getStartingLineNumber() + ": has " + row.getFieldCount()
                        + (row.getFieldCount() == 1 ? " field" : " fields") + ", but there are " + names.size()
                        + " columns; put fields with commas in quotation marks");
            }
        }
        return new CsvFile(path, names, all.subList(1, all.size()));
    }

    /** Where a column is. */
    int column(String setting, String name) {
        int column = names.indexOf(name);
        if (column < 0) {
            throw new DataException(
                    path + " has no column \"" + name + "\", which " + setting + " names; its columns are "
                            + (names.size() > 20
                                    ? String.join(", ", names.subList(0, 20)) + ", ..."
                                    : String.join(", ", names)));
        }
        return column;
    }

    /** Some of the rows. */
    CsvFile only(int[] places) {
        return new CsvFile(
                path, names, Arrays.stream(places).mapToObj(rows::get).toList());
    }

    int size() {
        return rows.size();
    }

    String text(int row, int column) {
        return rows.get(row).getField(column).strip();
    }

    /** The place of a field, for messages. */
    String where(int row, int column) {
        return path + ":" + rows.get(row).getStartingLineNumber() + ": column " + names.get(column) + " ";
    }

    /**
     * A number.
     *
     * @param mayLack whether the field may be empty: NaN then
     */
    float number(int row, int column, boolean mayLack) {
        String text = text(row, column);
        if (text.isEmpty() && mayLack) {
            return Float.NaN;
        }
        try {
            float number = Float.parseFloat(text);
            // Java takes more for a number than tables mean by one: "1f", "0x1p3", "NaN".
            if (Float.isFinite(number) && text.chars().allMatch(c -> "+-.0123456789eE".indexOf(c) >= 0)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new DataException(notANumber(row, column, text), e);
        }
        throw new DataException(notANumber(row, column, text));
    }

    private String notANumber(int row, int column, String text) {
        return where(row, column) + (text.isEmpty() ? "is empty" : "is \"" + text + "\"")
                + ", but a finite number is needed";
    }
}
