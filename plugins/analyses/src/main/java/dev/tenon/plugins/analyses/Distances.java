package dev.tenon.plugins.analyses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mean squared distances between rows. */
final class Distances {

    private Distances() {}

    /** Of each row of one matrix from that of the other. */
    static double between(float[] a, float[] b, int rows) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return sum / rows;
    }

    /** Of all pairs of different rows: twice the variance, summed over columns. */
    static double any(float[] values, int rows) {
        int[] all = new int[rows];
        Arrays.setAll(all, i -> i);
        return pairs(values, values.length / rows, all) / ((double) rows * (rows - 1) / 2);
    }

    /**
     * Of all pairs of different rows that have the same key.
     *
     * @param keys {@code [rows, any]}
     * @return NaN if there is no such pair
     */
    static double alike(float[] values, float[] keys, int rows) {
        int width = keys.length / rows;
        Map<List<Float>, List<Integer>> groups = new LinkedHashMap<>();
        for (int row = 0; row < rows; row++) {
            List<Float> key = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                key.add(keys[row * width + i]);
            }
            groups.computeIfAbsent(key, known -> new ArrayList<>()).add(row);
        }
        double sum = 0;
        double count = 0;
        for (List<Integer> group : groups.values()) {
            sum += pairs(
                    values,
                    values.length / rows,
                    group.stream().mapToInt(Integer::intValue).toArray());
            count += (double) group.size() * (group.size() - 1) / 2;
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** The sum of squared distances of all pairs: their number times the sum of squared distances from the mean. */
    private static double pairs(float[] values, int width, int[] rows) {
        double sum = 0;
        for (int column = 0; column < width; column++) {
            double mean = 0;
            for (int row : rows) {
                mean += values[row * width + column];
            }
            mean /= rows.length;
            double squares = 0;
            for (int row : rows) {
                double difference = values[row * width + column] - mean;
                squares += difference * difference;
            }
            sum += rows.length * squares;
        }
        return sum;
    }
}
