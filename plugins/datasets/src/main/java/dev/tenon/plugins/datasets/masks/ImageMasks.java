package dev.tenon.plugins.datasets.masks;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;
import dev.tenon.api.training.Targets;
import dev.tenon.plugins.datasets.folder.Listing;
import dev.tenon.plugins.datasets.folder.Masks;
import dev.tenon.plugins.datasets.folder.Pictures;
import dev.tenon.plugins.datasets.split.Division;
import dev.tenon.plugins.datasets.split.Shares;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Images in one folder and, under the same names, masks in another: the class of each pixel, which is the target. Masks are PNG or TIFF files,
 * grey or with a palette, whose samples stand for classes. Both are decoded when they are needed.
 */
@Type("image-masks")
@Describe(
        "PNG, JPEG or TIFF images in one folder, and in another, under the same names, PNG or TIFF masks: a class for each pixel")
public final class ImageMasks implements Dataset<ImageMasks.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("the folder of images") Path images,

            @Describe("the folder of masks; a mask has its image's name, apart from the extension")
            Path masks,

            @Describe("the names of classes") List<String> names,

            @Describe("the sample value or palette entry of each class, in the order of names (default: 0, 1, 2, ...)")
            @Default("[]")
            List<Integer> values,

            @Describe("sample values of pixels whose class is unknown, such as 255") @Default("[]")
            List<Integer> unknown,

            @Describe("height and width that images and masks are resized to (default: unchanged, if all are equal)")
            @Range(min = 1, max = 16384)
            Optional<Size> size,

            @Describe("1 for grey, 3 for red, green, blue") @Default("3") @Range(min = 1, max = 3)
            int channels,

            @Describe(
                    "a regular expression that finds an image's group in its file name: see image-folder; images of a group stay"
                            + " in one split")
            Optional<String> groupPattern,

            @Describe("fraction of the images that is used for validation")
            @Default("0.15")
            @Range(min = 0, max = 1, below = true)
            double validation,

            @Describe("fraction of the images that is used for testing")
            @Default("0.25")
            @Range(min = 0, max = 1, below = true)
            double test,

            @Describe("images with more pixels are refused before they are decoded")
            @Default("16777216")
            @Range(min = 1, max = 268435456)
            int mostPixels) {

        public Settings {
            names = List.copyOf(names);
            values = values.isEmpty() ? IntStream.range(0, names.size()).boxed().toList() : List.copyOf(values);
            unknown = List.copyOf(unknown);
            if (names.size() < 2) {
                throw new IllegalArgumentException("names gives " + names.size() + " classes; at least two are needed");
            }
            if (values.size() != names.size()) {
                throw new IllegalArgumentException(
                        "values gives " + values.size() + " samples for " + names.size() + " names");
            }
            List<Integer> all = new ArrayList<>(values);
            all.addAll(unknown);
            if (new HashSet<>(all).size() < all.size()) {
                throw new IllegalArgumentException("a sample occurs twice among values and unknown: " + all);
            }
            if (channels == 2) {
                throw new IllegalArgumentException("channels is 1 or 3, not 2");
            }
            groupPattern.ifPresent(Listing::pattern);
            Shares.check(validation, test);
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Optional<Rows> pictures(DatasetScope scope, Settings settings, List<Path> files, Shape image) {
        return Pictures.like(scope, files, image, settings.size(), settings.mostPixels());
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        Map<String, Path> images = Listing.byStem(scope, settings.images());
        Map<String, Path> masks = Listing.byStem(scope, settings.masks());
        for (Map.Entry<String, Path> image : images.entrySet()) {
            if (!masks.containsKey(image.getKey())) {
                throw new DataException(image.getValue() + " has no mask in " + settings.masks() + "; add "
                        + image.getKey() + ".png, or remove the image");
            }
        }
        for (Map.Entry<String, Path> mask : masks.entrySet()) {
            if (!images.containsKey(mask.getKey())) {
                throw new DataException(
                        mask.getValue() + " has no image in " + settings.images() + "; add it, or remove the mask");
            }
        }
        List<Path> files = List.copyOf(images.values());
        Pictures pictures = Pictures.of(scope, files, settings.size(), settings.channels(), settings.mostPixels());
        Shape positions = Shape.of(pictures.shape().dim(0), pictures.shape().dim(1));
        Masks classes = new Masks(
                scope,
                List.copyOf(masks.values()),
                positions,
                settings.size().isPresent(),
                settings.values(),
                settings.unknown(),
                settings.mostPixels());
        Examples.Builder examples = Examples.of(Column.image(Examples.IMAGE, pictures.shape(), pictures))
                .column(new Column("mask", Targets.CLASSES, positions, settings.names(), classes));
        Optional<int[]> groups = settings.groupPattern().map(pattern -> Listing.groups(files, pattern));
        groups.ifPresent(each -> examples.sources(
                IntStream.of(each).mapToObj(group -> new int[] {group}).toArray(int[][]::new)));
        Division.addTo(
                examples,
                Collections.nCopies(files.size(), Split.TRAIN),
                new float[files.size()],
                groups.orElse(null),
                settings.validation(),
                settings.test(),
                scope.split("image-masks/split"));
        return examples.build();
    }
}
