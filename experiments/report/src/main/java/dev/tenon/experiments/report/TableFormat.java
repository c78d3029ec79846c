package dev.tenon.experiments.report;

import dev.tenon.api.report.Table;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A way to write a table as text. CSV and JSON write the numbers themselves, all others what people read, with the same words. */
public enum TableFormat {
    /** For a terminal. */
    TEXT {
        @Override
        public String of(Table table) {
            return ShownTable.of(table).text();
        }
    },
    /** As GitHub and most others read it. */
    MARKDOWN {
        @Override
        public String of(Table table) {
            return ShownTable.of(table).markdown();
        }
    },
    /** For a paper; needs the package booktabs. */
    LATEX {
        @Override
        public String of(Table table) {
            return ShownTable.of(table).latex();
        }
    },
    /** For a program or a spreadsheet: one row of names, then numbers in full; an estimate has three columns. */
    CSV {
        @Override
        public String of(Table table) {
            return CsvTable.of(table);
        }
    },
    /** For a program: the numbers in full by the names of their columns. */
    JSON {
        @Override
        public String of(Table table) {
            return JsonTable.of(table);
        }
    };

    /** A table in this format, ending in a line feed. */
    public abstract String of(Table table);

    /** The format of a word of the command line. */
    public static Optional<TableFormat> named(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** On the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
