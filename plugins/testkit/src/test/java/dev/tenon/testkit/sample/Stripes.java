package dev.tenon.testkit.sample;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One bright line on noise: is it a row or a column? */
@Type("stripes")
@Describe("Images of one line, a row or a column.")
public final class Stripes implements Dataset<Stripes.Settings> {
    /** What a user may set. */
    public record Settings(
            @Describe("Number of images.") int images,

            @Describe("Pixels down and across.") int size) {}

    /** Stateless. */
    public Stripes() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) {
        int count = settings.images();
        int size = settings.size();
        if (count < 2) {
            throw new DataException("images: " + count + " cannot be split; give at least 2");
        }
        RandomStream random = scope.random("stripes");
        float[] images = new float[count * size * size];
        float[] labels = new float[count];
        List<List<Annotation>> annotations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean row = random.nextBoolean();
            int at = random.nextInt(size);
            labels[i] = row ? 0 : 1;
            for (int j = 0; j < size; j++) {
                images[i * size * size + (row ? at * size + j : j * size + at)] = 1;
            }
            annotations.add(List.of(
                    row
                            ? new Annotation("row", 0, -1, at, 0, 1, size)
                            : new Annotation("column", 0, -1, 0, at, size, 1)));
        }
        return Examples.of(Shape.of(size, size, 1), images)
                .classes(labels, List.of("row", "column"))
                .split(Split.TRAIN, IntStream.range(0, count / 2).toArray())
                .split(Split.TEST, IntStream.range(count / 2, count).toArray())
                .annotations(annotations)
                .build();
    }
}
