package dev.tenon.plugins.datasets.written;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import java.util.List;
import java.util.stream.IntStream;

/** A handful of images to compute on by hand. */
@Type("written")
@Describe("Images of one channel, given as numbers in the experiment file.")
public final class InlineImages implements Dataset<WrittenSettings> {

    @Override
    public Class<WrittenSettings> settings() {
        return WrittenSettings.class;
    }

    @Override
    public Examples load(DatasetScope scope, WrittenSettings settings) {
        List<List<List<Double>>> images = settings.images();
        Shape image =
                Shape.of(images.getFirst().size(), images.getFirst().getFirst().size(), 1);
        float[] pixels = new float[images.size() * image.size()];
        int at = 0;
        for (List<List<Double>> rows : images) {
            for (List<Double> row : rows) {
                for (double number : row) {
                    pixels[at++] = (float) number;
                }
            }
        }
        float[] signs = new float[images.size()];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = settings.signs().get(i);
        }
        return Examples.of(image, pixels)
                .signs(signs, List.of(settings.thing()))
                .split(settings.split(), IntStream.range(0, signs.length).toArray())
                .build();
    }
}
