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
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Images and targets in one NPZ file, NumPy's archive of arrays. The arrays are named as those of MedMNIST ({@code train_images},
 * {@code train_labels}, {@code val_…}, {@code test_…}), as those of Keras ({@code x_train}, {@code y_train}, {@code x_test},
 * {@code y_test}), or {@code images} and {@code labels} for data that are yet to be split.
 *
 * <p>Images are {@code [n, height, width]} or {@code [n, height, width, channels]}. Unsigned bytes are divided by 255, unsigned
 * 16-bit integers by 65535, other numbers are taken as they are. Targets are one class for each image ({@code [n]} or {@code [n,
 * 1]}, whole numbers from 0); {@code [n, k]}, signs where all are 0 or 1, else numbers; or a class for each pixel, {@code [n,
 * height, width]}. Arrays that are not compressed (as {@code numpy.savez} writes them) may be larger than memory.
 */
@Type("npz")
@Describe(
        "images and labels in a NumPy file (.npz), with the array names of MedMNIST (train_images, train_labels, val_..., test_...),"
                + " of Keras (x_train, y_train, x_test, y_test), or images and labels; channels last; 8- and 16-bit pixels become 0 to 1")
public final class Npz implements Dataset<Npz.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("the .npz file") Path file,

            @Describe("the names of classes or targets, in order (default: 0, 1, 2, ...)") @Default("[]")
            List<String> names,

            @Describe(
                    "fraction of each class's images that is used for validation, if the file has no validation images")
            @Default("0.1")
            @Range(min = 0, max = 1, below = true)
            double validation,

            @Describe("fraction of each class's images that is used for testing, if the file has no test images")
            @Default("0.2")
            @Range(min = 0, max = 1, below = true)
            double test) {

        public Settings {
            names = List.copyOf(names);
            Shares.check(validation, test);
        }
    }

    /** How a file names the arrays of a split. */
    private record Names(Split split, String images, String labels) {}

    private static final List<Names> NAMES = List.of(
            new Names(Split.TRAIN, "train_images", "train_labels"),
            new Names(Split.VALIDATION, "val_images", "val_labels"),
            new Names(Split.TEST, "test_images", "test_labels"),
            new Names(Split.TRAIN, "x_train", "y_train"),
            new Names(Split.VALIDATION, "x_val", "y_val"),
            new Names(Split.TEST, "x_test", "y_test"),
            new Names(Split.TRAIN, "images", "labels"));

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
        return LabelledArrays.of(
                parts(settings.file(), arrays(scope.open(settings.file()), settings.file())),
                settings.names(),
                settings.validation(),
                settings.test(),
                scope.split("npz/split"));
    }

    private static Map<String, NumberArray> arrays(MemorySegment bytes, Path file) {
        Map<String, NumberArray> arrays = new TreeMap<>();
        ZipArchive.entries(bytes, file, entry -> isKnown(name(entry)))
                .forEach((entry, array) -> arrays.put(name(entry), NpyFile.of(array, file + ": " + name(entry))));
        return arrays;
    }

    private static String name(String entry) {
        return entry.endsWith(".npy") ? entry.substring(0, entry.length() - 4) : entry;
    }

    private static boolean isKnown(String name) {
        return NAMES.stream().anyMatch(each -> each.images.equals(name) || each.labels.equals(name));
    }

    private static List<LabelledArrays.Part> parts(Path file, Map<String, NumberArray> arrays) {
        List<LabelledArrays.Part> parts = new ArrayList<>();
        for (Names names : NAMES) {
            NumberArray images = arrays.get(names.images);
            NumberArray labels = arrays.get(names.labels);
            if (images != null && labels != null) {
                parts.add(new LabelledArrays.Part(names.split, file + ": " + names.images, images, labels));
            } else if (images != null || labels != null) {
                throw new DataException(file + " has " + (images != null ? names.images : names.labels) + " but no "
                        + (images != null ? names.labels : names.images) + "; add it, or remove the other");
            }
        }
        if (parts.stream().filter(part -> part.split() == Split.TRAIN).count() != 1) {
            throw new DataException(file + (parts.isEmpty() ? " has none of" : " needs exactly one of")
                    + " the pairs of arrays train_images and train_labels, x_train and y_train, images and labels; it has "
                    + (arrays.isEmpty() ? "no array with such a name" : String.join(", ", arrays.keySet())));
        }
        return parts;
    }
}
