package com.example.stripes;

import module dev.tenon.api;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A bright line on noise: is it a row or a column? Half of the images are for training, a quarter each for validation and
 * test. In a file: {@code {type: stripes, images: 400, noise: 0.3}}.
 */
@Type("stripes")
@Describe("Images with one line, a row or a column, on noise.")
public final class Stripes implements Dataset<Stripes.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Number of images.") @Default("400") @Range(min = 4, max = 100_000)
            int images,

            @Describe("Height and width of an image, in pixels.") @Default("12") @Range(min = 2, max = 512)
            int size,

            @Describe("Standard deviation of the noise; the line is 1.") @Default("0.2") @Range(min = 0)
            double noise) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) {
        int count = settings.images();
        int size = settings.size();
        if ((long) count * size * size > 1 << 28) {
            throw new DataException(
                    "images: " + count + " of " + size + "x" + size + " do not fit in memory; make fewer or smaller");
        }
        RandomStream random = scope.random("stripes");
        float[] pixels = new float[count * size * size];
        float[] labels = new float[count];
        List<List<Annotation>> lines = new ArrayList<>();
        for (int image = 0; image < count; image++) {
            int start = image * size * size;
            for (int i = 0; i < size * size; i++) {
                pixels[start + i] = (float) (settings.noise() * random.nextGaussian());
            }
            boolean row = random.nextBoolean();
            int at = random.nextInt(size);
            for (int i = 0; i < size; i++) {
                pixels[start + (row ? at * size + i : i * size + at)] += 1;
            }
            labels[image] = row ? 0 : 1;
            lines.add(List.of(
                    row
                            ? new Annotation("row", 0, -1, at, 0, 1, size)
                            : new Annotation("column", 0, -1, 0, at, size, 1)));
        }
        return Examples.of(Shape.of(size, size, 1), pixels)
                .classes(labels, List.of("row", "column"))
                .split(Split.TRAIN, IntStream.range(0, count / 2).toArray())
                .split(Split.VALIDATION, IntStream.range(count / 2, count * 3 / 4).toArray())
                .split(Split.TEST, IntStream.range(count * 3 / 4, count).toArray())
                .annotations(lines)
                .build();
    }
}
