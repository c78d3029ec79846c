package dev.tenon.plugins.datasets.retinas;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.plugins.datasets.split.Counts;

/** What a user sets of {@link Retinas}. */
public record RetinaSettings(
        @Describe("height and width of an image, in pixels") @Default("128") @Range(min = 32, max = 512)
        int size,

        @Describe("number of training, validation and test images")
        @Default("{train: 1200, validation: 400, test: 800}")
        Counts examples,

        @Describe("how many images there are of each patient, of one eye and the other in turn; they stay in one split")
        @Default("2")
        @Range(min = 1, max = 100)
        int imagesOfPatient,

        @Describe("how far the camera of every second test patient is from the usual one: 0 not at all; at 1 it has "
                + "three quarters of the contrast, is lit from a side, less red and more blue")
        @Default("1")
        @Range(min = 0, max = 2)
        double shift,

        @Describe(
                "pixels along a side of a cell of the mask, for nets whose output is coarser than the image; a cell with a lesion has its class")
        @Default("1")
        @Range(min = 1, max = 64)
        int cell) {

    public RetinaSettings {
        if (size % cell != 0) {
            throw new IllegalArgumentException(
                    "cell is " + cell + ", which does not divide the size, " + size + "; choose another one");
        }
    }
}
