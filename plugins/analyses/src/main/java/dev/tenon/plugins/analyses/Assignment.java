package dev.tenon.plugins.analyses;

import java.util.Arrays;

/**
 * The best one-to-one matching of rows and columns: the Hungarian method with potentials, one row after the other along a shortest
 * augmenting path (Kuhn 1955; Jonker and Volgenant 1987). Of r rows and c columns it takes time in r² c, with r the smaller.
 */
final class Assignment {

    private Assignment() {}

    /**
     * The matching whose values have the largest sum.
     *
     * @param values {@code [rows][columns]}, finite
     * @return for each row its column, or -1 where there are fewer columns than rows and it has none
     */
    static int[] best(double[][] values) {
        int rows = values.length;
        int columns = rows == 0 ? 0 : values[0].length;
        if (rows <= columns) {
            return matched(values, rows, columns);
        }
        double[][] turned = new double[columns][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j][i] = values[i][j];
            }
        }
        int[] rowOf = matched(turned, columns, rows);
        int[] columnOf = new int[rows];
        Arrays.fill(columnOf, -1);
        for (int j = 0; j < columns; j++) {
            columnOf[rowOf[j]] = j;
        }
        return columnOf;
    }

    /** The same of at most as many rows as columns. Rows and columns count from 1; 0 stands for none. */
    private static int[] matched(double[][] values, int rows, int columns) {
        double[] ofRow = new double[rows + 1];
        double[] ofColumn = new double[columns + 1];
        int[] rowOf = new int[columns + 1];
        int[] before = new int[columns + 1];
        for (int row = 1; row <= rows; row++) {
            rowOf[0] = row;
            double[] least = new double[columns + 1];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            boolean[] used = new boolean[columns + 1];
            int at = 0;
            do {
                used[at] = true;
                double step = Double.POSITIVE_INFINITY;
                int next = 0;
                for (int column = 1; column <= columns; column++) {
                    if (!used[column]) {
                        double cost = -values[rowOf[at] - 1][column - 1] - ofRow[rowOf[at]] - ofColumn[column];
                        if (cost < least[column]) {
                            least[column] = cost;
                            before[column] = at;
                        }
                        if (least[column] < step) {
                            step = least[column];
                            next = column;
                        }
                    }
                }
                for (int column = 0; column <= columns; column++) {
                    if (used[column]) {
                        ofRow[rowOf[column]] += step;
                        ofColumn[column] -= step;
                    } else {
                        least[column] -= step;
                    }
                }
                at = next;
            } while (rowOf[at] != 0);
            while (at != 0) {
                rowOf[at] = rowOf[before[at]];
                at = before[at];
            }
        }
        int[] columnOf = new int[rows];
        for (int column = 1; column <= columns; column++) {
            if (rowOf[column] > 0) {
                columnOf[rowOf[column] - 1] = column - 1;
            }
        }
        return columnOf;
    }
}
