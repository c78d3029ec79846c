package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Split;
import java.util.Arrays;
import java.util.Locale;

/** Which examples are looked at. */
final class Choices {

    private Choices() {}

    /**
     * The first examples of a split.
     *
     * @param most how many at most
     * @throws IllegalArgumentException if there are none
     */
    static int[] examples(AnalysisSubject subject, Split split, int most) {
        int[] all = subject.examples().split(split);
        if (all.length == 0) {
            throw new IllegalArgumentException(
                    "has no " + split.name().toLowerCase(Locale.ROOT) + " examples to look at; name another `split`");
        }
        return Arrays.copyOf(all, Math.min(all.length, most));
    }

    /**
     * The images that the network takes.
     *
     * @throws IllegalArgumentException if it takes none
     */
    static Column image(AnalysisSubject subject) {
        return subject.inputs().stream()
                .filter(column -> column.shape().rank() == 3)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "takes no images of height, width and channels, which this analysis looks at"));
    }

    /**
     * Refuses a layer whose result is neither maps nor a vector of units.
     *
     * @throws IllegalArgumentException if it is another
     */
    static void units(LayerResult layer) {
        if (layer.shape().rank() != 3 && layer.shape().rank() != 1) {
            throw new IllegalArgumentException("has " + layer.shape() + " as the result of layer " + layer.id()
                    + ", which is neither maps [height, width, units] nor [units]");
        }
    }

    /**
     * Refuses a layer whose result is no maps.
     *
     * @throws IllegalArgumentException if it is not
     */
    static void maps(LayerResult layer) {
        if (layer.shape().rank() != 3) {
            throw new IllegalArgumentException("has no feature maps in layer " + layer.id() + ", which gives "
                    + layer.shape() + " for an image; name a layer of [height, width, channels]");
        }
    }
}
