package dev.tenon.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import org.junit.jupiter.api.Test;

final class TableFormatTest {

    private static final Table TABLE = Table.of(
                    "Sizes of 5 % & more_parts | all.",
                    TableColumn.text("part"),
                    TableColumn.count("n"),
                    TableColumn.value("size", "px"),
                    TableColumn.value("p"))
            .row("eye_1|a", 12345, Cell.of(0.5, 0.4, 0.6), Cell.of(0.0004, "<0.001"))
            .row("=1+1", 2, Cell.of(-0.25), Double.NaN)
            .row("a, \"b\"", 3, Cell.of(Double.NaN), 1)
            .build();

    @Test
    void terminal() {
        assertEquals("""
                Sizes of 5 % & more_parts | all.

                part          n    size (px)       p
                eye_1|a  12,345  0.50 ± 0.10  <0.001
                =1+1          2       -0.250       -
                a, "b"        3            -   1.000
                """, TableFormat.TEXT.of(TABLE));
    }

    @Test
    void markdown() {
        assertEquals("""
                Sizes of 5 % & more\\_parts \\| all.

                | part | n | size (px) | p |
                | --- | ---: | ---: | ---: |
                | eye\\_1\\|a | 12,345 | 0.50 ± 0.10 | \\<0.001 |
                | =1+1 | 2 | -0.250 | - |
                | a, "b" | 3 | - | 1.000 |
                """, TableFormat.MARKDOWN.of(TABLE));
    }

    @Test
    void latex() {
        assertEquals("""
                \\begin{table}
                  \\centering
                  \\caption{Sizes of 5 \\% \\& more\\_parts \\textbar{} all.}
                  \\begin{tabular}{lrrr}
                    \\toprule
                    part & n & size (px) & p \\\\
                    \\midrule
                    eye\\_1\\textbar{}a & 12,345 & 0.50 $\\pm$ 0.10 & \\textless{}0.001 \\\\
                    =1+1 & 2 & $-$0.250 & - \\\\
                    a, \\textquotedbl{}b\\textquotedbl{} & 3 & - & 1.000 \\\\
                    \\bottomrule
                  \\end{tabular}
                \\end{table}
                """, TableFormat.LATEX.of(TABLE));
    }

    @Test
    void csvHasTheNumbersThemselves() {
        assertEquals("""
                part,n,size (px),size (px) low,size (px) high,p
                eye_1|a,12345,0.5,0.4,0.6,4.0E-4
                '=1+1,2,-0.25,,,
                "a, ""b\""",3,,,,1.0
                """, TableFormat.CSV.of(TABLE));
    }

    @Test
    void jsonHasThemByTheNamesOfTheirColumns() {
        assertEquals("""
                {
                  "caption" : "Sizes of 5 % & more_parts | all.",
                  "rows" : [
                    {
                      "part" : "eye_1|a",
                      "n" : 12345,
                      "size (px)" : 0.5,
                      "size (px) low" : 0.4,
                      "size (px) high" : 0.6,
                      "p" : 4.0E-4
                    },
                    {
                      "part" : "=1+1",
                      "n" : 2,
                      "size (px)" : -0.25,
                      "p" : null
                    },
                    {
                      "part" : "a, \\"b\\"",
                      "n" : 3,
                      "size (px)" : null,
                      "p" : 1.0
                    }
                  ]
                }
                """, TableFormat.JSON.of(TABLE));
    }
}
