package dev.tenon.plugins.datasets.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UciDigitsTest extends DatasetContract {

    @Override
    protected Dataset<?> dataset() {
        return new UciDigits();
    }

    @Override
    protected List<Record> settings() {
        return List.of(new UciDigits.Settings(0.15, 0.25), new UciDigits.Settings(0, 0));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(Mistake.of(
                "nothing left to train on",
                () -> new UciDigits.Settings(0.5, 0.5),
                "validation",
                "test",
                "nothing to train on"));
    }

    @Test
    void everyDigitIsThereAsOftenAsInTheSource() {
        Examples digits = Sets.digits();
        int[] counts = new int[10];
        for (float label : digits.targets()) {
            counts[(int) label]++;
        }
        // From the description of the data set (optdigits.names): class, number of instances in the test set.
        assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts);
        assertEquals(List.of(8, 8, 1), digits.image().toList());
        assertEquals(1797, digits.size());
    }

    @Test
    void pixelsAreSixteenths() {
        boolean full = false;
        for (float pixel : Sets.digits().images()) {
            assertTrue(pixel >= 0 && pixel <= 1 && pixel * 16 == (int) (pixel * 16), "pixel " + pixel);
            full |= pixel == 1;
        }
        assertTrue(full, "some pixel has full ink");
    }

    @Test
    void theFirstDigitIsAZero() {
        Examples digits = Sets.digits();
        assertEquals(0f, digits.targets()[0]);
        float[] row = new float[8];
        System.arraycopy(digits.pixels(0), 0, row, 0, 8);
        assertArrayEquals(new float[] {0, 0, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f, 0, 0}, row);
    }

    @Test
    void splitsAreOfTheSizesAskedFor() {
        Examples digits = Sets.digits();
        assertEquals(449, digits.split(Split.TEST).length, 2);
        assertEquals(270, digits.split(Split.VALIDATION).length, 2);
        assertEquals(
                1797,
                digits.split(Split.TEST).length
                        + digits.split(Split.VALIDATION).length
                        + digits.split(Split.TRAIN).length);
    }

    @Test
    void theLicenceComesWithTheData() throws Exception {
        try (var notice = UciDigits.class.getResourceAsStream("NOTICE")) {
            assertNotNull(notice);
            String text = new String(notice.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(text.contains("CC BY 4.0") && text.contains("Alpaydin"), text);
        }
    }

    @Test
    void golden() {
        assertEquals("fc163b9215245f35", Sets.digest(Sets.digits()));
    }
}
