package dev.tenon.plugins.datasets.folder;

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
import dev.tenon.plugins.datasets.split.Division;
import dev.tenon.plugins.datasets.split.Shares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * PNG, JPEG and TIFF files in a folder that has a sub-folder for each class, as {@code pets/cat/1.png}. Classes and files are
 * taken in the order of their names (UTF-16 code units, whatever the locale). Hidden files and what operating systems leave
 * behind ({@code Thumbs.db}, {@code desktop.ini}, {@code __MACOSX}, …) are left out; a picture beside the folders of classes is refused.
 *
 * <p>Where the sub-folders are {@code train} and {@code test} or {@code val}, with a sub-folder for each class in each of them, these
 * are the splits. What is missing of validation and test images is drawn from the training images. Training images are put in an order
 * in which each beginning has the classes in their proportions, drawn by {@code image-folder/split}.
 *
 * <p>PNG files give the same pixels everywhere, and damage to them does not pass unnoticed. A TIFF file gives the same pixels too, but has no
 * checksums. Of a JPEG file neither holds: its standard
 * leaves decoders room for a difference of one step in a sample, so that a JDK with another libjpeg may give slightly other pixels, and
 * it has no checksums. Convert to PNG where results are to be repeated to the bit.
 *
 * <p>Samples are taken as they are stored: gamma and colour profiles are not applied. Transparent pixels are put on black. Colour
 * becomes grey, and grey colour, by luma. CMYK and YCCK become RGB without a profile, {@code red = (1 - C) (1 - K)}. A photograph's
 * orientation (Exif) is followed. Of an animated PNG the default image is taken. What follows the end of a picture is passed over.
 *
 * <p>Pictures are decoded when they are needed, so that a folder may be larger than memory.
 */
@Type("image-folder")
@Describe(
        "PNG, JPEG and TIFF files, a sub-folder for each class, or train/CLASS, val/CLASS and test/CLASS; pixels from 0 to 1. Samples are"
                + " taken as stored (no gamma, no colour profile), transparent pixels are put on black, CMYK becomes RGB, and a photograph's orientation (Exif) is "
                + "followed. 16-bit samples keep all their bits. A damaged PNG file is refused by its"
                + " checksums; JPEG and TIFF files have none, and"
                + " JPEG decoders may differ by one step in a sample: convert to PNG where results must be repeatable to the bit")
public final class ImageFolder implements Dataset<ImageFolder.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("the folder that holds a sub-folder for each class, or for each split")
            Path folder,

            @Describe("height and width that images are resized to, in pixels (default: unchanged, if all are equal)")
            @Range(min = 1, max = 16384)
            Optional<Size> size,

            @Describe("1 for grey, 3 for red, green, blue") @Default("3") @Range(min = 1, max = 3)
            int channels,

            @Describe("fraction of each class's images that is used for validation, if there is no folder val")
            @Default("0.15")
            @Range(min = 0, max = 1, below = true)
            double validation,

            @Describe("fraction of each class's images that is used for testing, if there is no folder test")
            @Default("0.25")
            @Range(min = 0, max = 1, below = true)
            double test,

            @Describe(
                    "a regular expression that finds an image's group in its file name, such as \"^(p[0-9]+)_\": the part in the first"
                            + " brackets, or all that it matches; the images of a group, for example a patient, stay in one split")
            Optional<String> groupPattern,

            @Describe(
                    "a CSV file with the columns file and group, instead of group-pattern; files are named relative to folder (cat/1.png), or by their name alone if only one has it")
            Optional<Path> groupFile,

            @Describe("images with more pixels are refused before they are decoded")
            @Default("16777216")
            @Range(min = 1, max = 268435456)
            int mostPixels,

            @Describe("what is done about pictures that cannot be read: damaged, of another format, not there")
            @Default("refuse")
            Damaged damaged) {

        public Settings {
            if (channels != 1 && channels != 3) {
                throw new IllegalArgumentException("channels is 1 or 3, not " + channels);
            }
            Shares.check(validation, test);
            if (groupPattern.isPresent() && groupFile.isPresent()) {
                throw new IllegalArgumentException("group-pattern and group-file are both given; remove one");
            }
            groupPattern.ifPresent(Listing::pattern);
        }
    }

    /** The files of a data set, in order. */
    private static final class Found {
        private final List<Path> files = new ArrayList<>();
        private final List<Integer> labels = new ArrayList<>();
        private final List<Split> splits = new ArrayList<>();

        /** Those of some places. */
        Found only(int[] places) {
            Found some = new Found();
            for (int place : places) {
                some.files.add(files.get(place));
                some.labels.add(labels.get(place));
                some.splits.add(splits.get(place));
            }
            return some;
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
        Path folder = settings.folder();
        Listing.checkFolder(scope, folder);
        List<String> names = Listing.names(scope, folder, Files::isDirectory);
        Found listing = new Found();
        List<String> classes;
        if (areSplits(names)) {
            Path train = folder.resolve(names.stream()
                    .filter(name -> split(name) == Split.TRAIN)
                    .findFirst()
                    .orElseThrow());
            classes = Listing.names(scope, train, Files::isDirectory);
            checkBeside(scope, folder);
            for (String name : names) {
                checkClasses(
                        classes,
                        train,
                        Listing.names(scope, folder.resolve(name), Files::isDirectory),
                        folder.resolve(name));
                list(scope, folder.resolve(name), classes, split(name), listing);
            }
        } else {
            classes = names;
            list(scope, folder, classes, Split.TRAIN, listing);
        }
        return examples(
                scope,
                settings,
                settings.damaged() == Damaged.REFUSE
                        ? listing
                        : listing.only(
                                Pictures.sound(scope, listing.files, settings.channels(), settings.mostPixels())),
                classes);
    }

    private static Split split(String name) {
        return Division.named(name).orElse(Split.TRAIN);
    }

    /** Whether folders are those of splits: each a different one, training images and others. */
    private static boolean areSplits(List<String> names) {
        return names.size() > 1
                && names.stream().allMatch(name -> Division.named(name).isPresent())
                && names.stream().map(ImageFolder::split).distinct().count() == names.size()
                && names.stream().anyMatch(name -> split(name) == Split.TRAIN);
    }

    private static void checkClasses(List<String> classes, Path train, List<String> others, Path folder) {
        List<String> missing =
                classes.stream().filter(name -> !others.contains(name)).toList();
        List<String> more =
                others.stream().filter(name -> !classes.contains(name)).toList();
        if (!missing.isEmpty() || !more.isEmpty()) {
            throw new DataException(folder + " and " + train + " have other classes: "
                    + (missing.isEmpty() ? "" : folder + " lacks " + String.join(", ", missing))
                    + (missing.isEmpty() || more.isEmpty() ? "" : "; ")
                    + (more.isEmpty() ? "" : train + " lacks " + String.join(", ", more))
                    + "; give both a sub-folder for each class");
        }
    }

    private static void list(DatasetScope scope, Path folder, List<String> classes, Split split, Found listing)
            throws IOException {
        if (classes.size() < 2) {
            throw new DataException(
                    folder + " has " + (classes.isEmpty() ? "no sub-folder" : "one sub-folder, " + classes.getFirst())
                            + "; it needs one for each of two classes or more");
        }
        checkBeside(scope, folder);
        for (int label = 0; label < classes.size(); label++) {
            Path folderOfClass = folder.resolve(classes.get(label));
            List<String> names = Listing.names(scope, folderOfClass, path -> true);
            if (names.isEmpty()) {
                throw new DataException(folderOfClass + " holds no image; put some there or remove the folder");
            }
            for (String name : names) {
                check(scope, folderOfClass.resolve(name));
                listing.files.add(folderOfClass.resolve(name));
                listing.labels.add(label);
                listing.splits.add(split);
            }
        }
    }

    private static Examples examples(DatasetScope scope, Settings settings, Found listing, List<String> classes)
            throws IOException {
        List<Path> files = listing.files;
        ImageGroups groups = new ImageGroups();
        int[] groupOfEach = settings.groupPattern().isPresent()
                ? groups.byPattern(
                        files, Listing.pattern(settings.groupPattern().get()))
                : settings.groupFile().isPresent()
                        ? groups.byTable(
                                files,
                                settings.folder(),
                                scope.read(settings.groupFile().get()),
                                settings.groupFile().get())
                        : IntStream.range(0, files.size()).toArray();
        boolean grouped =
                settings.groupPattern().isPresent() || settings.groupFile().isPresent();
        if (grouped) {
            checkGroups(listing, groups, groupOfEach);
        }
        float[] targets = new float[files.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = listing.labels.get(i);
        }
        Pictures pictures = Pictures.of(scope, files, settings.size(), settings.channels(), settings.mostPixels());
        Examples.Builder examples = Examples.of(Column.image(Examples.IMAGE, pictures.shape(), pictures))
                .classes(targets, classes);
        if (grouped) {
            examples.sources(Arrays.stream(groupOfEach)
                    .mapToObj(group -> new int[] {group})
                    .toArray(int[][]::new));
        }
        Division.addTo(
                examples,
                listing.splits,
                targets,
                grouped ? groupOfEach : null,
                settings.validation(),
                settings.test(),
                scope.split("image-folder/split"));
        return examples.build();
    }

    private static void checkGroups(Found listing, ImageGroups groups, int[] groupOfEach) {
        Map<Integer, Integer> first = new HashMap<>();
        for (int i = 0; i < groupOfEach.length; i++) {
            Integer before = first.putIfAbsent(groupOfEach[i], i);
            if (before != null && listing.splits.get(before) != listing.splits.get(i)) {
                throw new DataException("group " + groups.name(groupOfEach[i]) + " is in two splits: "
                        + listing.files.get(before) + " and " + listing.files.get(i)
                        + "; move its images to one of them");
            }
        }
    }

    /** Pictures beside the folders of classes have no class; to pass over them would hide a mistake. */
    private static void checkBeside(DatasetScope scope, Path folder) throws IOException {
        List<String> beside = Listing.names(scope, folder, Files::isRegularFile).stream()
                .filter(Listing::isPicture)
                .toList();
        if (!beside.isEmpty()) {
            throw new DataException(
                    folder + " holds " + (beside.size() == 1 ? "a picture" : beside.size() + " pictures")
                            + " beside its folders (" + beside.getFirst() + (beside.size() == 1 ? "" : ", …")
                            + "), of no class; a picture's class is the folder in which it lies: move "
                            + (beside.size() == 1 ? "it" : "them") + " there, or away");
        }
    }

    private static void check(DatasetScope scope, Path file) {
        if (Files.isDirectory(scope.resolve(file))) {
            throw new DataException(
                    file + " is a folder where images are expected; a class's images lie in its folder itself, and"
                            + " folders are splits only where all are: train and val, test or both, each once");
        }
        if (!Listing.isPicture(file.toString())) {
            throw new DataException(file + " is not a PNG, JPEG or TIFF file (" + String.join(", ", Listing.PICTURES)
                    + "); convert it or remove it");
        }
    }
}
