package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

final class OrderedTest {

    @Test
    void areaUnderTheCurveIsTheShareOfPairsInOrder() {
        RandomStream random = new RandomStream(2, "ordered");
        for (int time = 0; time < 50; time++) {
            float[] values = values(random, 40);
            BitSet with = new BitSet();
            for (int i = 0; i < values.length; i++) {
                with.set(i, random.nextInt(3) == 0);
            }
            with.set(0);
            with.clear(1);
            double pairs = 0;
            double right = 0;
            for (int i = 0; i < values.length; i++) {
                for (int j = 0; j < values.length; j++) {
                    if (with.get(i) && !with.get(j)) {
                        pairs++;
                        right += values[i] > values[j] ? 1 : values[i] == values[j] ? 0.5 : 0;
                    }
                }
            }
            assertEquals(right / pairs, new Ordered(values).auroc(with), 1e-12);
        }
    }

    @Test
    void noMoreThanTheShareIsAboveTheThreshold() {
        RandomStream random = new RandomStream(3, "ordered");
        for (double share : new double[] {0, 0.005, 0.1, 0.5, 1}) {
            float[] values = new float[1000];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            BitSet top = new Ordered(values).top(share);
            // Numbers that do not tie: exactly the share, but that the least is above no threshold.
            assertEquals(Math.min(999, (int) (share * 1000)), top.cardinality());
            top.stream().forEach(above -> {
                for (int i = 0; i < values.length; i++) {
                    assertTrue(top.get(i) || values[i] < values[above]);
                }
            });
        }
    }

    @Test
    void manyEqualNumbersAreNotAboveOneAnother() {
        assertEquals(
                2,
                new Ordered(new float[] {0, 0, 0, 0, 3, 0, 0, 7, 0, 0}).top(0.5).cardinality());
        assertEquals(0.5, new Ordered(new float[] {0f, -0f, 0f, -0f}).auroc(BitSet.valueOf(new long[] {0b0101})));
    }

    private static float[] values(RandomStream random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(2) == 0 ? random.nextInt(-3, 3) : (float) random.nextGaussian();
        }
        values[2] = Float.NEGATIVE_INFINITY;
        return values;
    }
}
