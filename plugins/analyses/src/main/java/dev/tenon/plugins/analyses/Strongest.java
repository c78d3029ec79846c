package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.Computation;
import dev.tenon.api.analysis.LayerResult;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * A unit's largest activation in an example.
 *
 * @param place of its map, row by row
 */
record Strongest(int example, int place, float activation) {

    /** Examples whose activations are in memory at once. */
    private static final int AT_ONCE = 128;

    /** The examples that excite each unit most, strongest first; of those alike the first, and of places the first. */
    static Strongest[][] of(AnalysisScope scope, LayerResult layer, int[] examples, int units, int ranks) {
        Strongest[][] best = new Strongest[units][ranks];
        int[] known = new int[units];
        try (Computation computation = scope.network()
                .compile(graph ->
                        Map.of(layer.id(), Objects.requireNonNull(graph.apply().get(layer.id()))))) {
            for (int from = 0; from < examples.length; from += AT_ONCE) {
                int[] part = Arrays.copyOfRange(examples, from, Math.min(examples.length, from + AT_ONCE));
                float[] maps = Objects.requireNonNull(computation.run(part).get(layer.id()));
                for (int i = 0; i < part.length * units; i++) {
                    int unit = i % units;
                    Strongest own = of(maps, layer, i / units, unit, part[i / units]);
                    known[unit] = insert(best[unit], known[unit], own);
                }
            }
        }
        return best;
    }

    private static Strongest of(float[] maps, LayerResult layer, int row, int unit, int example) {
        int size = layer.shape().size();
        int best = 0;
        for (int at = 0; at < size; at += layer.units()) {
            best = maps[row * size + at + unit] > maps[row * size + best + unit] ? at : best;
        }
        return new Strongest(example, best / layer.units(), maps[row * size + best + unit]);
    }
    /** Puts one after those that are as good, if there is room; gives how many there are then. */
    private static int insert(Strongest[] best, int known, Strongest own) {
        int at = known;
        while (at > 0 && best[at - 1].activation() < own.activation()) {
            at--;
        }
        if (at < best.length) {
            System.arraycopy(best, at, best, at + 1, Math.min(known, best.length - 1) - at);
            best[at] = own;
        }
        return Math.min(known + 1, best.length);
    }
}
