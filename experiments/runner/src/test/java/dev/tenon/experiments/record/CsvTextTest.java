package dev.tenon.experiments.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvTextTest {

    @Test
    void whatASpreadsheetWouldComputeIsTextAndReadsBack() {
        List<String> fields = List.of(
                "-2-3",
                "=1+1",
                "+a",
                "@SUM(A1)",
                "\t=1",
                "\r",
                "'quoted",
                "-2",
                "+1.5e-7",
                "-Infinity",
                "a=b",
                "-",
                "");
        StringBuilder out = new StringBuilder();
        CsvText.row(out, fields);
        assertEquals("'-2-3,'=1+1,'+a,'@SUM(A1),'\t=1,\"'\r\",''quoted,-2,+1.5e-7,-Infinity,a=b,'-,\n", out.toString());
        assertEquals(List.of(fields), CsvText.parse("a.csv", out.toString()));
    }

    @Test
    void aNumberThatIsNoneIsEmpty() {
        assertEquals("", CsvText.number(Double.NaN));
        assertEquals(Double.NaN, CsvText.number(""));
        assertEquals(0.1 + 0.2, CsvText.number(CsvText.number(0.1 + 0.2)));
        assertEquals("null", Json.compact(Json.number(Double.NaN)));
        assertEquals("\"-Infinity\"", Json.compact(Json.number(Double.NEGATIVE_INFINITY)));
    }
}
