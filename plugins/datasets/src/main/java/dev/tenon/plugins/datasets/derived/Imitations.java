package dev.tenon.plugins.datasets.derived;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Targets;
import java.io.IOException;
import java.util.List;

/**
 * Another data set, some of whose images are spoilt: what is next to what is mostly right, how it goes on is not. Half of these are squares of 5 to
 * 10 pixels, at most half the image, each cut out of the image at a place of its own; the others are bent by a wave down and one across, by two to three pixels, and
 * mirrored where that takes them beyond the border. The column {@code real} says which images are as they were.
 */
@Type("imitations")
@Describe("another data set, some of whose images are imitations: squares of them in disorder, or bent")
public final class Imitations implements Dataset<Imitations.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("the data set of images") DatasetName from,

            @Describe("the fraction of images that are imitations") @Default("0.5") @Range(min = 0, max = 1)
            double share) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        Examples examples = scope.dataset(settings.from());
        Shape shape = examples.image();
        float[] images = examples.images().clone();
        float[] real = new float[examples.size()];
        int[][] sources = new int[examples.size()][];
        for (int i = 0; i < examples.size(); i++) {
            RandomStream random = scope.random("imitations/" + i);
            boolean imitated = random.nextDouble() < settings.share();
            real[i] = imitated ? -1f : 1f;
            sources[i] = examples.sources(i);
            if (imitated) {
                Place place = random.nextInt(2) == 0 ? cut(random, shape) : bent(random, shape);
                spoil(examples.pixels(i), shape, place, images, i * shape.size());
            }
        }
        Examples.Builder all = Examples.of(shape, images);
        examples.columns().stream().skip(1).forEach(all::column);
        all.column(new Column("real", Targets.SIGNS, Shape.of(1), List.of("real"), real));
        for (Split split : examples.splits()) {
            all.split(split, examples.split(split));
        }
        return all.sources(sources).build();
    }

    /** Which pixel is put at a place: its row, or its column. */
    private interface Place {
        int of(boolean row, int y, int x);
    }

    private static void spoil(float[] image, Shape shape, Place place, float[] into, int at) {
        int width = shape.dim(1);
        int channels = shape.dim(2);
        for (int pixel = 0; pixel < shape.dim(0) * width; pixel++) {
            int from = place.of(true, pixel / width, pixel % width) * width
                    + place.of(false, pixel / width, pixel % width);
            System.arraycopy(image, from * channels, into, at + pixel * channels, channels);
        }
    }

    private static Place cut(RandomStream random, Shape shape) {
        int square = Math.min(5 + random.nextInt(6), Math.max(1, Math.min(shape.dim(0), shape.dim(1)) / 2));
        int across = shape.dim(1) / square + 1;
        int[] rows = new int[(shape.dim(0) / square + 1) * across];
        int[] columns = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextInt(shape.dim(0) - square + 1);
            columns[i] = random.nextInt(shape.dim(1) - square + 1);
        }
        return (row, y, x) -> {
            int at = y / square * across + x / square;
            return row ? rows[at] + y % square : columns[at] + x % square;
        };
    }

    private static Place bent(RandomStream random, Shape shape) {
        Wave down = Wave.draw(random);
        Wave right = Wave.draw(random);
        return (row, y, x) ->
                row ? mirrored(y + down.at(x, y), shape.dim(0)) : mirrored(x + right.at(y, x), shape.dim(1));
    }

    private static int mirrored(int at, int extent) {
        int inside = at < 0 ? -at : at >= extent ? 2 * extent - 2 - at : at;
        return Math.clamp(inside, 0, extent - 1);
    }

    /** By how many pixels an image is moved, along a wave of 8 to 16 pixels. */
    private record Wave(double most, double length, double slant, double phase) {

        static Wave draw(RandomStream random) {
            return new Wave(
                    2 + random.nextDouble(),
                    8 + 8 * random.nextDouble(),
                    random.nextDouble() - 0.5,
                    random.nextDouble());
        }

        int at(int along, int across) {
            return (int) Math.rint(
                    most * StrictMath.sin(2 * StrictMath.PI * ((along + slant * across) / length + phase)));
        }
    }
}
