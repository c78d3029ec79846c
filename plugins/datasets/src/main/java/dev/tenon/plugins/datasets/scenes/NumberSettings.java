package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.data.DatasetName;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;
import dev.tenon.plugins.datasets.range.NumberRange;
import dev.tenon.plugins.datasets.range.Span;
import dev.tenon.plugins.datasets.split.Counts;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What a user sets of {@link TwoDigitNumbers}. */
public record NumberSettings(
        @Describe("the data set of digits: labelled images of one channel, bright on black")
        DatasetName from,

        @Describe("height and width of a scene, in pixels") @Default("[20, 32]") @Range(min = 2, max = 4096)
        Size canvas,

        @Describe("number of digits apart from the two-digit number") @Default("1") @Range(min = 0, max = 100)
        int others,

        @Describe(
                "for each digit, the number of digits to its right with which it forms a pair that occurs in test scenes only")
        @Default("2")
        @Range(min = 0, max = 1000)
        int unseen,

        @Describe("rare pairs: for each number in the list, each digit forms a pair with one digit to its right "
                + "that is in that many training scenes")
        @Default("[4, 16, 64]")
        @Range(min = 1, max = 1_000_000)
        List<Integer> rare,

        @Describe("number of training, validation and test scenes")
        @Default("{train: 2000, validation: 240, test: 1000}")
        Counts examples,

        @Describe("columns between the two digits' ink, [smallest, largest]")
        @Default("[1, 3]")
        @Range(min = 0, max = 1000)
        Span gap,

        @Describe("largest vertical offset between the two digits, in rows") @Default("2") @Range(min = 0, max = 1000)
        int jitter,

        @Describe("factor on each digit's ink, [smallest, largest]")
        @Default("[0.7, 1]")
        @Range(min = 0, max = 1, above = true)
        NumberRange contrast,

        @Describe("largest random brightness added to each pixel") @Default("0.1") @Range(min = 0, max = 1)
        double noise,

        @Describe(
                "further columns: digits (which are there), parts (where which digit's middle is), digit-mask, place-mask")
        Optional<List<NumberColumn>> also) {

    public NumberSettings {
        rare = List.copyOf(rare);
        if (also.isPresent() && new HashSet<>(also.get()).size() < also.get().size()) {
            throw new IllegalArgumentException("also names something twice");
        }
        if (new HashSet<>(rare).size() < rare.size()) {
            throw new IllegalArgumentException("rare names a number twice: " + rare);
        }
    }

    /** The columns that were asked for. */
    List<NumberColumn> columns() {
        return also.orElse(List.of());
    }
}
