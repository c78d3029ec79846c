package dev.tenon.plugins.datasets.table;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;
import dev.tenon.plugins.datasets.folder.Damaged;
import dev.tenon.plugins.datasets.split.Shares;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What a user sets of {@link Csv}. */
public record CsvSettings(
        @Describe("the CSV file; its first row has the names of the columns")
        Path file,

        @Describe(
                "the column of PNG, JPEG and TIFF files, relative to the table's folder (default: all columns that no other "
                        + "setting names are pixels)")
        Optional<String> image,

        @Describe(
                "height and width of images: of pixels in columns, row by row, which without it are a row of numbers, not an image; files are resized to it")
        @Range(min = 1, max = 16384)
        Optional<Size> size,

        @Describe("1 for grey; 3 for red, green, blue, in adjacent columns") @Default("1") @Range(min = 1, max = 3)
        int channels,

        @Describe("what pixels in columns are divided by: 255 for bytes") @Default("1") @Range(min = 0, above = true)
        double scale,

        @Describe("the column of each image's class; empty where it is unknown")
        Optional<String> label,

        @Describe("columns of numbers to predict; empty where they are unknown") @Default("[]")
        List<String> numbers,

        @Describe("the names of classes, in order (default: all that occur, sorted, by number if all are numbers)")
        @Default("[]")
        List<String> names,

        @Describe("a column that says train, validation or test")
        Optional<String> split,

        @Describe("a column of groups, such as patients; images of a group stay in one split")
        Optional<String> group,

        @Describe("fraction of each class's images that is used for validation, if no row says validation")
        @Default("0.1")
        @Range(min = 0, max = 1, below = true)
        double validation,

        @Describe("fraction of each class's images that is used for testing, if no row says test")
        @Default("0.2")
        @Range(min = 0, max = 1, below = true)
        double test,

        @Describe("images in files with more pixels are refused before they are decoded")
        @Default("16777216")
        @Range(min = 1, max = 268435456)
        int mostPixels,

        @Describe("what is done about pictures that cannot be read: damaged, of another format, not there")
        @Default("refuse")
        Damaged damaged) {

    public CsvSettings {
        numbers = List.copyOf(numbers);
        names = List.copyOf(names);
        if (label.isEmpty() && numbers.isEmpty()) {
            throw new IllegalArgumentException(
                    "neither label nor numbers is given; say which column is to be predicted");
        }
        if (label.isEmpty() && !names.isEmpty()) {
            throw new IllegalArgumentException("names are those of classes, but no label is given");
        }
        if (channels == 2) {
            throw new IllegalArgumentException("channels is 1 or 3, not 2");
        }
        List<String> used = new ArrayList<>(numbers);
        image.ifPresent(used::add);
        label.ifPresent(used::add);
        split.ifPresent(used::add);
        group.ifPresent(used::add);
        if (new HashSet<>(used).size() < used.size()) {
            throw new IllegalArgumentException("a column is named twice among " + used);
        }
        Shares.check(validation, test);
    }

    /** The columns that have a meaning of their own. */
    List<String> used() {
        List<String> used = new ArrayList<>(numbers);
        label.ifPresent(used::add);
        split.ifPresent(used::add);
        group.ifPresent(used::add);
        return used;
    }
}
