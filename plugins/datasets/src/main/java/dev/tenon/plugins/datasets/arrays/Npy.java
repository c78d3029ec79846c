package dev.tenon.plugins.datasets.arrays;

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
import dev.tenon.plugins.datasets.folder.Pictures;
import dev.tenon.plugins.datasets.split.Shares;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Images and targets in NumPy files of one array each, as {@code numpy.save} writes them. What images and targets may be: see {@link
 * Npz}. Files that are not gzipped may be larger than memory.
 */
@Type("npy")
@Describe(
        "images and labels in NumPy files of one array each (.npy), channels last; 8- and 16-bit pixels become 0 to 1; labels are [n], [n, k]"
                + " or, for each pixel, [n, height, width]")
public final class Npy implements Dataset<Npy.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("the .npy file of images") Path images,

            @Describe("the .npy file of their labels") Path labels,

            @Describe("the .npy file of test images (default: a fraction of the images)")
            Optional<Path> testImages,

            @Describe("the .npy file of the test images' labels")
            Optional<Path> testLabels,

            @Describe("the names of classes or targets, in order (default: 0, 1, 2, ...)") @Default("[]")
            List<String> names,

            @Describe("fraction of each class's images that is used for validation")
            @Default("0.1")
            @Range(min = 0, max = 1, below = true)
            double validation,

            @Describe("fraction of each class's images that is used for testing, if there are no test images")
            @Default("0.2")
            @Range(min = 0, max = 1, below = true)
            double test) {

        public Settings {
            names = List.copyOf(names);
            if (testImages.isPresent() != testLabels.isPresent()) {
                throw new IllegalArgumentException(
                        testImages.isPresent()
                                ? "test-images is given without test-labels"
                                : "test-labels is given without test-images");
            }
            Shares.check(validation, testImages.isPresent() ? 0 : test);
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Optional<Rows> pictures(DatasetScope scope, Settings settings, List<Path> files, Shape image) {
        // As images of unsigned bytes: what other numbers would be black and white, the file does not say.
        return Pictures.like(scope, files, image);
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        List<LabelledArrays.Part> parts = new ArrayList<>();
        parts.add(part(scope, Split.TRAIN, settings.images(), settings.labels()));
        if (settings.testImages().isPresent()) {
            parts.add(part(
                    scope,
                    Split.TEST,
                    settings.testImages().get(),
                    settings.testLabels().orElseThrow()));
        }
        return LabelledArrays.of(
                parts, settings.names(), settings.validation(), settings.test(), scope.split("npy/split"));
    }

    private static LabelledArrays.Part part(DatasetScope scope, Split split, Path images, Path labels)
            throws IOException {
        if (images.equals(labels)) {
            throw new DataException(images + " is named as images and as labels; they are in files of their own");
        }
        return new LabelledArrays.Part(split, images.toString(), read(scope, images), read(scope, labels));
    }

    private static NumberArray read(DatasetScope scope, Path file) throws IOException {
        return NpyFile.of(scope.open(file), file.toString());
    }
}
