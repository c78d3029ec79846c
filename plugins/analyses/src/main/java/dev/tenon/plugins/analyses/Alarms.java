package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.LayerResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Where maps are largest among their neighbours, held against objects.
 *
 * @param scores of each object the largest alarm near it; negative infinity if there is none
 * @param falseAlarms those that are near no object, largest first
 * @param all how many there are
 */
record Alarms(double[] scores, List<Float> falseAlarms, int all) {

    /**
     * The alarms of some images.
     *
     * @param maps {@code [n, h, w, units]}; of several units the largest counts
     * @param within how many pixels an alarm may be away from its object
     */
    static Alarms of(float[] maps, LayerResult layer, ImageObjects objects, int within) {
        int rows = layer.shape().dim(0);
        int columns = layer.shape().dim(1);
        double[] scores = new double[objects.count()];
        Arrays.fill(scores, Double.NEGATIVE_INFINITY);
        List<Float> falseAlarms = new ArrayList<>();
        int all = 0;
        int images = maps.length / layer.shape().size();
        for (int image = 0; image < images; image++) {
            float[] map = largest(maps, image * layer.shape().size(), rows * columns, layer.units());
            for (int place = 0; place < map.length; place++) {
                if (!isPeak(map, place, rows, columns)) {
                    continue;
                }
                all++;
                BitSet near = objects.near(
                        image,
                        Enlarged.middle(place / columns, rows, objects.height(), layer.down()),
                        Enlarged.middle(place % columns, columns, objects.width(), layer.across()),
                        within);
                float score = map[place];
                near.stream().forEach(number -> scores[number] = Math.max(scores[number], score));
                if (near.isEmpty()) {
                    falseAlarms.add(score);
                }
            }
        }
        falseAlarms.sort(Comparator.reverseOrder());
        return new Alarms(scores, falseAlarms, all);
    }

    private static float[] largest(float[] maps, int from, int places, int units) {
        float[] largest = new float[places];
        for (int place = 0; place < places; place++) {
            largest[place] = maps[from + place * units];
            for (int unit = 1; unit < units; unit++) {
                largest[place] = Math.max(largest[place], maps[from + place * units + unit]);
            }
        }
        return largest;
    }

    /** Of equal neighbours the first is the peak, and where all places are alike there is none. */
    private static boolean isPeak(float[] map, int place, int rows, int columns) {
        int row = place / columns;
        int column = place % columns;
        boolean above = false;
        for (int i = Math.max(row - 1, 0); i <= Math.min(row + 1, rows - 1); i++) {
            for (int j = Math.max(column - 1, 0); j <= Math.min(column + 1, columns - 1); j++) {
                int other = i * columns + j;
                if (map[other] > map[place] || (map[other] == map[place] && other < place)) {
                    return false;
                }
                above |= map[other] < map[place];
            }
        }
        return above;
    }

    /** The fraction of objects that are found where a threshold lets so many false alarms pass at most. */
    double sensitivity(int allowed) {
        double threshold = allowed < falseAlarms.size() ? falseAlarms.get(allowed) : Double.NEGATIVE_INFINITY;
        return Arrays.stream(scores).filter(score -> score > threshold).count() / (double) scores.length;
    }
}
