package dev.tenon.plugins.datasets.arrays;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.plugins.datasets.split.Shares;
import dev.tenon.plugins.datasets.split.Stratified;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Images and targets in one NPZ file, NumPy's archive of arrays. The arrays are named as those of MedMNIST ({@code train_images},
 * {@code train_labels}, {@code val_…}, {@code test_…}), as those of Keras ({@code x_train}, {@code y_train}, {@code x_test},
 * {@code y_test}), or {@code images} and {@code labels} for data that are yet to be split.
 *
 * <p>Images are {@code [n, height, width]} or {@code [n, height, width, channels]}. Unsigned bytes are divided by 255, unsigned
 * 16-bit integers by 65535, other numbers are taken as they are. Targets are one class for each image ({@code [n]} or {@code [n,
 * 1]}, whole numbers from 0), or {@code [n, k]}: signs where all are 0 or 1, else numbers.
 */
@Type("npz")
@Describe(
        "images and labels in a NumPy file (.npz), with the array names of MedMNIST (train_images, train_labels, val_..., test_...),"
                + " of Keras (x_train, y_train, x_test, y_test), or images and labels; channels last; 8- and 16-bit pixels become 0 to 1")
public final class Npz implements Dataset<Npz.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("the .npz file") Path file,

            @Describe("the name of each class or target, in order; 0, 1, 2, ... by default") @Default("[]")
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

    /** The arrays of a split. */
    private record Part(Split split, String name, NpyArray images, NpyArray labels) {

        int count() {
            return images.shape()[0];
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        Path file = settings.file();
        List<Part> parts = parts(file, arrays(scope.read(file), file));
        int[] image = shape(parts.getFirst().images());
        int total = 0;
        long numbers = 0;
        for (Part part : parts) {
            check(part, image, parts.getFirst(), file);
            total += part.count();
            numbers += part.images().size();
        }
        if (numbers > Integer.MAX_VALUE - 64) {
            throw new DataException(file + " has more numbers than the 2^31 that fit one array; use fewer images");
        }
        float[] images = new float[(int) numbers];
        int next = 0;
        for (Part part : parts) {
            float scale = part.images().scale();
            for (int i = 0; i < part.images().size(); i++) {
                images[next++] = (float) part.images().at(i) / scale;
            }
        }
        Examples.Builder examples = Examples.of(Shape.of(image[0], image[1], image[2]), images);
        float[] classes = targets(examples, parts, total, settings.names(), file);
        split(examples, parts, classes, settings, scope);
        return examples.build();
    }

    private static Map<String, NpyArray> arrays(byte[] bytes, Path file) throws IOException {
        Map<String, NpyArray> arrays = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().endsWith(".npy")
                        ? entry.getName().substring(0, entry.getName().length() - 4)
                        : entry.getName();
                if (NAMES.stream().anyMatch(each -> each.images.equals(name) || each.labels.equals(name))) {
                    arrays.put(name, NpyArray.read(zip, file + ": " + name));
                }
            }
        } catch (IOException e) {
            throw new DataException(file + " is a damaged zip archive; fetch it again", e);
        }
        return arrays;
    }

    private static List<Part> parts(Path file, Map<String, NpyArray> arrays) {
        List<Part> parts = new ArrayList<>();
        for (Names names : NAMES) {
            NpyArray images = arrays.get(names.images);
            NpyArray labels = arrays.get(names.labels);
            if (images != null && labels != null) {
                parts.add(new Part(names.split, names.images, images, labels));
            } else if (images != null || labels != null) {
                throw new DataException(file + " has " + (images != null ? names.images : names.labels) + " but no "
                        + (images != null ? names.labels : names.images) + "; add it, or take the other away");
            }
        }
        if (parts.stream().filter(part -> part.split == Split.TRAIN).count() != 1) {
            throw new DataException(file + (parts.isEmpty() ? " has none of" : " needs exactly one of")
                    + " the pairs of arrays train_images and train_labels, x_train and y_train, images and labels; it has "
                    + (arrays.isEmpty() ? "no array with such a name" : String.join(", ", arrays.keySet())));
        }
        return parts;
    }

    /** Height, width and channels. */
    private static int[] shape(NpyArray images) {
        int[] shape = images.shape();
        return new int[] {
            shape.length > 1 ? shape[1] : 0, shape.length > 2 ? shape[2] : 0, shape.length > 3 ? shape[3] : 1
        };
    }

    private static void check(Part part, int[] image, Part first, Path file) {
        int[] shape = part.images().shape();
        if (shape.length < 3 || shape.length > 4 || part.images().size() == 0) {
            throw new DataException(file + ": " + part.name() + " has the shape " + Arrays.toString(shape)
                    + ", but images are [n, height, width] or [n, height, width, channels], at least one");
        }
        if (!Arrays.equals(shape(part.images()), image)) {
            throw new DataException(
                    file + ": " + part.name() + " has images of " + Arrays.toString(shape(part.images())) + ", but "
                            + first.name() + " has " + Arrays.toString(image));
        }
        int[] labels = part.labels().shape();
        if (labels.length < 1 || labels.length > 2 || labels[0] != part.count()) {
            throw new DataException(
                    file + ": " + part.name() + " has " + part.count() + " images, but its labels have the shape "
                            + Arrays.toString(labels) + "; [n] or [n, k] is needed");
        }
    }

    /** Gives a builder its targets; returns the class of each image, or one class for all where there are none. */
    private static float[] targets(
            Examples.Builder examples, List<Part> parts, int total, List<String> given, Path file) {
        int columns = columns(parts.getFirst());
        float[] targets = new float[total * columns];
        int next = 0;
        boolean whole = true;
        double largest = 0;
        for (Part part : parts) {
            if (columns(part) != columns) {
                throw new DataException(file + ": the labels of " + part.name() + " are " + columns(part)
                        + " for each image, those of " + parts.getFirst().name() + " are " + columns);
            }
            for (int i = 0; i < part.labels().size(); i++) {
                double label = part.labels().at(i);
                whole &= label >= 0 && label == Math.rint(label) && label < 1 << 24;
                largest = Math.max(largest, label);
                targets[next++] = (float) label;
            }
        }
        int needed = columns == 1 && whole ? (int) largest + 1 : columns;
        if (!given.isEmpty() && given.size() < needed) {
            throw new DataException(
                    file + " needs " + needed + " names, but `names` gives " + given.size() + "; add the others");
        }
        List<String> names = new ArrayList<>(given);
        IntStream.range(given.size(), needed).forEach(i -> names.add(String.valueOf(i)));
        if (columns == 1 && whole) {
            examples.classes(targets, names);
            return targets;
        }
        if (whole && largest <= 1) {
            for (int i = 0; i < targets.length; i++) {
                targets[i] = 2 * targets[i] - 1;
            }
            examples.signs(targets, names);
        } else {
            examples.numbers(targets, names);
        }
        return new float[total];
    }

    private static int columns(Part part) {
        return part.labels().shape().length == 1 ? 1 : part.labels().shape()[1];
    }

    /** Splits that the file has stay as they are; the others are drawn from the training images, class by class. */
    private static void split(
            Examples.Builder examples, List<Part> parts, float[] classes, Settings settings, DatasetScope scope) {
        int first = 0;
        int trainFirst = 0;
        int trainCount = 0;
        boolean validates = false;
        boolean tests = false;
        for (Part part : parts) {
            if (part.split() == Split.TRAIN) {
                trainFirst = first;
                trainCount = part.count();
            } else {
                examples.split(
                        part.split(),
                        IntStream.range(first, first + part.count()).toArray());
                validates |= part.split() == Split.VALIDATION;
                tests |= part.split() == Split.TEST;
            }
            first += part.count();
        }
        int offset = trainFirst;
        Stratified own = Stratified.of(
                Arrays.copyOfRange(classes, trainFirst, trainFirst + trainCount),
                validates ? 0 : settings.validation(),
                tests ? 0 : settings.test(),
                scope.split("npz/split"));
        examples.split(
                Split.TRAIN, Arrays.stream(own.train()).map(i -> i + offset).toArray());
        if (!validates && own.validation().length > 0) {
            examples.split(
                    Split.VALIDATION,
                    Arrays.stream(own.validation()).map(i -> i + offset).toArray());
        }
        if (!tests && own.test().length > 0) {
            examples.split(
                    Split.TEST, Arrays.stream(own.test()).map(i -> i + offset).toArray());
        }
    }
}
