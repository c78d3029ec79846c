package dev.tenon.plugins.datasets.textures;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.plugins.datasets.split.Counts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Grey images of textures, as many of each kind: stripes, checks, dots, bricks, a weave, random fields of long and of short waves, and
 * cells around random points, under some noise. Images of a kind differ in where the texture begins and in what is random in it, not in size, direction
 * or contrast, so that they are alike in their statistics and in no pixel.
 *
 * <p>The columns: {@code image}, from 0 to 1 but for the noise; {@code label}, the kind. Test images are drawn first: they are the same however many there
 * are to learn from.
 */
@Type("textures")
@Describe("generated grey textures: stripes, checks, dots, bricks, weave, blobs, grain and cells")
public final class Textures implements Dataset<Textures.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("height and width of an image") @Default("32") @Range(min = 8, max = 512)
            int size,

            @Describe("how many kinds of textures there are, the first of them") @Default("8") @Range(min = 2, max = 8)
            int kinds,

            @Describe("by how much each pixel is lighter or darker at random, at most")
            @Default("0.05")
            @Range(min = 0, max = 1)
            float noise,

            @Describe("how many images there are to learn from, to choose by and to test on")
            @Default("{train: 800, validation: 160, test: 400}")
            Counts examples) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    private static float noise(Settings settings, RandomStream random) {
        return settings.noise() == 0 ? 0f : settings.noise() * (2 * random.nextFloat() - 1);
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) {
        Counts counts = settings.examples();
        int side = settings.size();
        long pixels = (long) counts.total() * side * side;
        if (pixels > Integer.MAX_VALUE - 64) {
            throw new DataException(counts.total() + " images of " + side + " x " + side
                    + " pixels are too many for memory; ask for fewer examples or smaller images");
        }
        List<Texture> kinds =
                Stream.of(Texture.values()).limit(settings.kinds()).toList();
        float[] images = new float[(int) pixels];
        float[] labels = new float[counts.total()];
        for (Split split : List.of(Split.TEST, Split.VALIDATION, Split.TRAIN)) {
            RandomStream random = scope.random("textures/" + Counts.key(split));
            for (int i = 0; i < counts.of(split); i++) {
                int image = counts.first(split) + i;
                int kind = i % settings.kinds();
                labels[image] = kind;
                Texture.Light light = kinds.get(kind).draw(random, side);
                for (int pixel = 0; pixel < side * side; pixel++) {
                    images[image * side * side + pixel] =
                            (float) light.at(pixel / side, pixel % side) + noise(settings, random);
                }
            }
        }
        List<String> names = kinds.stream()
                .map(texture -> texture.name().toLowerCase(Locale.ROOT))
                .toList();
        Examples.Builder examples = Examples.of(Shape.of(side, side, 1), images)
                .column(Column.classes("label", Shape.scalar(), labels, names));
        counts.addTo(examples);
        return examples.build();
    }
}
