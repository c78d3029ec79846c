package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Against all matchings. */
final class AssignmentTest {

    @Test
    void noMatchingHasALargerSum() {
        RandomStream random = new RandomStream(1, "assignment");
        for (int time = 0; time < 400; time++) {
            int rows = random.nextInt(1, 6);
            int columns = random.nextInt(1, 6);
            double[][] values = new double[rows][columns];
            for (double[] row : values) {
                for (int j = 0; j < columns; j++) {
                    values(row, j, random, time);
                }
            }
            int[] columnOf = Assignment.best(values);
            double sum = 0;
            BitSet taken = new BitSet();
            for (int i = 0; i < rows; i++) {
                if (columnOf[i] >= 0) {
                    assertTrue(!taken.get(columnOf[i]), "a column is taken once");
                    taken.set(columnOf[i]);
                    sum += values[i][columnOf[i]];
                }
            }
            assertEquals(Math.min(rows, columns), taken.cardinality(), "all are matched that can be");
            assertEquals(best(values, 0, new BitSet(), Math.min(rows, columns)), sum, 1e-9);
        }
    }

    /** Small whole numbers tie often. */
    private static void values(double[] row, int j, RandomStream random, int time) {
        row[j] = time % 2 == 0 ? random.nextInt(-2, 2) : random.nextGaussian();
    }

    /** The largest sum of all matchings of so many of the rows from one on. */
    private static double best(double[][] values, int row, BitSet taken, int toMatch) {
        if (toMatch == 0) {
            return 0;
        }
        if (values.length - row < toMatch) {
            return Double.NEGATIVE_INFINITY;
        }
        double best = best(values, row + 1, taken, toMatch);
        for (int j = 0; j < values[0].length; j++) {
            if (!taken.get(j)) {
                taken.set(j);
                best = Math.max(best, values[row][j] + best(values, row + 1, taken, toMatch - 1));
                taken.clear(j);
            }
        }
        return best;
    }
}
