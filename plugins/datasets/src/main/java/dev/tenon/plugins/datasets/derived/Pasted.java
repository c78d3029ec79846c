package dev.tenon.plugins.datasets.derived;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
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
import dev.tenon.plugins.datasets.image.BilinearScaling;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Another data set's images, on each of which an object is pasted at a random place: the pixels where it has more than half its ink, in
 * one light. The columns: {@code image}, with the object; {@code label}, what the object is; {@code mask}, where it is, a sign for each pixel;
 * {@code ground}, the image without it. An object comes from the split that its ground is in.
 */
@Type("pasted")
@Describe("another data set's images with an object of a third one pasted on each")
public final class Pasted implements Dataset<Pasted.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("the data set of grounds") DatasetName from,

            @Describe("the data set of objects: labelled images of one channel, bright on black")
            DatasetName objects,

            @Describe("factor on an object's height and width") @Default("2") @Range(min = 0.25, max = 16)
            double scale,

            @Describe("the light of a pasted object, in each channel") @Default("1")
            float light) {}

    private static final float INK = 0.5f;

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        Examples grounds = scope.dataset(settings.from());
        Examples objects = scope.dataset(settings.objects());
        Shape image = grounds.image();
        Shape object = objects.image();
        int height = (int) Math.rint(object.dim(0) * settings.scale());
        int width = (int) Math.rint(object.dim(1) * settings.scale());
        String name = settings.objects().name();
        if (object.dim(2) != 1
                || objects.kind() != Targets.CLASSES
                || objects.target().positions().rank() > 0) {
            throw new DataException("objects names " + name
                    + ", which has no labelled images of one channel; it takes a data set such as uci-digits");
        }
        if (height < 1 || width < 1 || height > image.dim(0) || width > image.dim(1)) {
            throw new DataException(
                    "objects of " + name + " are " + height + " x " + width + " pixels, which an image of "
                            + settings.from().name() + " with " + image.dim(0) + " x " + image.dim(1)
                            + " has no place for; choose another scale");
        }
        float[] ground = grounds.images();
        float[] pasted = ground.clone();
        float[] labels = new float[grounds.size()];
        float[] mask = new float[grounds.size() * image.dim(0) * image.dim(1)];
        Arrays.fill(mask, -1f);
        int[][] sources = new int[grounds.size()][];
        for (Split split : grounds.splits()) {
            String key = split.name().toLowerCase(Locale.ROOT);
            int[] pool = objects.split(split);
            if (pool.length == 0) {
                throw new DataException(name + " has no objects in its " + key + " split, but "
                        + settings.from().name() + " has grounds there");
            }
            RandomStream random = scope.random("pasted/" + key);
            for (int i : grounds.split(split)) {
                int chosen = pool[random.nextInt(pool.length)];
                labels[i] = objects.targets()[chosen];
                sources[i] = objects.sources(chosen);
                float[] ink = BilinearScaling.bilinear(
                        objects.pixels(chosen), object.dim(0), object.dim(1), 1, height, width);
                int top = random.nextInt(image.dim(0) - height + 1);
                int left = random.nextInt(image.dim(1) - width + 1);
                for (int pixel = 0; pixel < ink.length; pixel++) {
                    if (ink[pixel] > INK) {
                        int at = (i * image.dim(0) + top + pixel / width) * image.dim(1) + left + pixel % width;
                        mask[at] = 1f;
                        Arrays.fill(pasted, at * image.dim(2), (at + 1) * image.dim(2), settings.light());
                    }
                }
            }
        }
        Examples.Builder all = Examples.of(image, pasted)
                .column(Column.classes("label", Shape.scalar(), labels, objects.names()))
                .column(new Column(
                        "mask", Targets.SIGNS, Shape.of(image.dim(0), image.dim(1), 1), List.of("object"), mask))
                .column(Column.image("ground", image, ground))
                .sources(sources);
        for (Split split : grounds.splits()) {
            all.split(split, grounds.split(split));
        }
        return all.build();
    }
}
