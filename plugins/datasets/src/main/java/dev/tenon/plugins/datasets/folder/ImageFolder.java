package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;
import dev.tenon.plugins.datasets.split.Shares;
import dev.tenon.plugins.datasets.split.Stratified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * PNG and JPEG files in a folder that has a sub-folder for each class, as {@code pets/cat/1.png}. Classes and files are
 * taken in the order of their names (UTF-16 code units, whatever the locale); hidden ones are left out.
 *
 * <p>PNG files give the same pixels everywhere. A JPEG file need not: its standard leaves decoders room for a difference of one
 * step in a sample, so another JDK may give slightly other pixels of the same file. Convert to PNG where results are to
 * be repeated to the bit. A photograph's orientation mark (EXIF) is not followed.
 */
@Type("image-folder")
@Describe("PNG and JPEG files, a sub-folder for each class; pixels from 0 to 1")
public final class ImageFolder implements Dataset<ImageFolder.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("the folder that holds a sub-folder for each class")
            Path folder,

            @Describe("height and width that images are brought to, in pixels; as they are, if all are equal")
            @Range(min = 1, max = 16384)
            Optional<Size> size,

            @Describe("1 for grey, 3 for red, green, blue") @Default("3") @Range(min = 1, max = 3)
            int channels,

            @Describe("share of each class's images that is kept to choose by")
            @Default("0.15")
            @Range(min = 0, max = 1, below = true)
            double validation,

            @Describe("share of each class's images that is kept to test on")
            @Default("0.25")
            @Range(min = 0, max = 1, below = true)
            double test) {

        public Settings {
            if (channels != 1 && channels != 3) {
                throw new IllegalArgumentException("channels is 1 or 3, not " + channels);
            }
            Shares.check(validation, test);
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        Path folder = settings.folder();
        if (!Files.isDirectory(scope.resolve(folder))) {
            throw new DataException(
                    "there is no folder " + folder + "; paths are seen from the folder of the experiment file");
        }
        List<String> classes = names(scope, folder, Files::isDirectory);
        if (classes.size() < 2) {
            throw new DataException(
                    folder + " has " + (classes.isEmpty() ? "no sub-folder" : "one sub-folder, " + classes.getFirst())
                            + "; it needs one for each of two classes or more");
        }
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            Path folderOfClass = folder.resolve(classes.get(label));
            List<String> names = names(scope, folderOfClass, path -> true);
            if (names.isEmpty()) {
                throw new DataException(folderOfClass + " holds no image; put some there or take the folder away");
            }
            for (String name : names) {
                check(folderOfClass.resolve(name));
                files.add(folderOfClass.resolve(name));
                labels.add(label);
            }
        }
        return examples(scope, settings, files, labels, classes);
    }

    private static Examples examples(
            DatasetScope scope, Settings settings, List<Path> files, List<Integer> labels, List<String> classes)
            throws IOException {
        float[] images = new float[0];
        float[] targets = new float[files.size()];
        int height = 0;
        int width = 0;
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            Picture picture = Picture.decode(scope.read(file), file, settings.channels());
            if (settings.size().isPresent()) {
                picture = picture.resized(
                        settings.size().get().height(), settings.size().get().width());
            }
            if (i == 0) {
                height = picture.height();
                width = picture.width();
                images = room(files.size(), picture);
            } else if (picture.height() != height || picture.width() != width) {
                throw new DataException(file + " has " + picture.height() + " x " + picture.width() + " pixels, but "
                        + files.getFirst() + " has " + height + " x " + width
                        + "; say to which size: [height, width] all are to be brought");
            }
            System.arraycopy(picture.pixels(), 0, images, i * picture.pixels().length, picture.pixels().length);
            targets[i] = labels.get(i);
        }
        Examples.Builder examples = Examples.of(Shape.of(height, width, settings.channels()), images)
                .classes(targets, classes);
        Stratified.of(targets, settings.validation(), settings.test(), scope.random("image-folder/split"))
                .addTo(examples);
        return examples.build();
    }

    private static float[] room(int count, Picture picture) {
        long size = (long) count * picture.pixels().length;
        if (size > Integer.MAX_VALUE - 64) {
            throw new DataException(count + " images of " + picture.height() + " x " + picture.width()
                    + " pixels are too many for memory; give a smaller size: [height, width]");
        }
        return new float[(int) size];
    }

    private static List<String> names(DatasetScope scope, Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> paths = Files.list(scope.resolve(folder))) {
            return paths.filter(wanted)
                    .map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    private static void check(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".png") && !name.endsWith(".jpg") && !name.endsWith(".jpeg")) {
            throw new DataException(file + " is no PNG or JPEG file (.png, .jpg, .jpeg); convert it or take it away");
        }
    }
}
