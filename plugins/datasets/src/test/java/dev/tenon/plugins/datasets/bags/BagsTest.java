package dev.tenon.plugins.datasets.bags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.plugins.datasets.range.Span;
import dev.tenon.plugins.datasets.split.Counts;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BagsTest extends DatasetContract {

    private static final int SIDE = 48;

    private static Examples load(Span items, float noise, int test) {
        return new Bags()
                .load(
                        Sets.scope(Sets.SEED, Sets.digits()),
                        new BagSettings(SIDE, items, noise, new Counts(4, 0, test)));
    }

    @Override
    protected Dataset<?> dataset() {
        return new Bags();
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                new BagSettings(32, new Span(0, 0), 0f, new Counts(6, 2, 4)),
                new BagSettings(40, new Span(2, 5), 0.1f, new Counts(5, 0, 3)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused(
                "more pixels than an array holds",
                new BagSettings(256, new Span(0, 0), 0f, new Counts(100_000, 0, 0)),
                "100000 images of 256 x 256",
                "too many for memory"));
    }

    private static float[] row(Examples examples, String column, int index) {
        return examples.columns().stream()
                .filter(each -> each.name().equals(column))
                .findFirst()
                .map(each -> each.rows(new int[] {index}))
                .orElseThrow();
    }

    /** The mask and the place are of the forbidden item, where there is one. */
    @Test
    void whereTheForbiddenItemIs() {
        Examples bags = load(new Span(0, 0), 0, 40);
        for (int index : bags.split(Split.TEST)) {
            float[] image = row(bags, "image", index);
            float[] mask = row(bags, "mask", index);
            float[] places = row(bags, "places", index);
            boolean forbidden = row(bags, "forbidden", index)[0] > 0;
            int dark = 0;
            int marked = 0;
            for (int pixel = 0; pixel < mask.length; pixel++) {
                dark += image[pixel] > 0.3 ? 1 : 0;
                marked += mask[pixel] > 0 ? 1 : 0;
                assertTrue(mask[pixel] == 0 || image[pixel] > 0.2, "what is marked absorbs");
            }
            assertEquals(forbidden, marked > 0);
            assertTrue(!forbidden || (marked > 30 && Math.abs(dark - marked) < 20), dark + " " + marked);
            float sum = 0;
            for (float place : places) {
                sum += place;
            }
            assertEquals(forbidden ? 1 : 0, sum);
        }
    }

    /** What does not overlap is as absorbing as it is alone; nothing lets more rays pass for lying over something else. */
    @Test
    void transmissionsMultiply() {
        double[] both = new double[SIDE * SIDE];
        PlacedItem knife = new PlacedItem(Item.KNIFE, 24, 24, 1, 0, 1);
        PlacedItem coin = new PlacedItem(Item.COIN, 20, 24, 1, 0, 1);
        knife.absorb(both, SIDE);
        double alone = both[20 * SIDE + 24];
        coin.absorb(both, SIDE);
        assertEquals(1.3, alone, 1e-9);
        assertEquals(1.3 + 1.5, both[20 * SIDE + 24], 1e-9);
        assertEquals(Math.exp(-1.3) * Math.exp(-1.5), Math.exp(-both[20 * SIDE + 24]), 1e-9);
    }

    /** A lookalike has the parts of what is forbidden, so that how much is absorbed in all tells nothing. */
    @Test
    void matterTellsNothing() {
        Examples bags = load(new Span(3, 6), 0, 2000);
        double[] sums = new double[2];
        double[] squares = new double[2];
        int[] counts = new int[2];
        for (int index : bags.split(Split.TEST)) {
            int which = row(bags, "forbidden", index)[0] > 0 ? 1 : 0;
            double sum = 0;
            for (float pixel : row(bags, "image", index)) {
                sum += pixel;
            }
            sums[which] += sum;
            squares[which] += sum * sum;
            counts[which]++;
        }
        assertEquals(1000, counts[0]);
        double difference = sums[1] / counts[1] - sums[0] / counts[0];
        double deviation = Math.sqrt(squares[0] / counts[0] - Math.pow(sums[0] / counts[0], 2));
        assertTrue(Math.abs(difference) < 0.2 * deviation, difference + " of a deviation of " + deviation);
    }

    @Test
    void columnsHaveNames() {
        Examples bags = load(new Span(4, 7), 0.03f, 2);
        assertEquals(
                List.of("image", "forbidden", "mask", "places"),
                bags.columns().stream().map(Column::name).toList());
    }
}
