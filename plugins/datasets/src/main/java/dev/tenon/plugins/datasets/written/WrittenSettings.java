package dev.tenon.plugins.datasets.written;

import dev.tenon.api.data.Split;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import java.util.List;

/** Images of one channel and what is in them. */
public record WrittenSettings(
        @Describe("each image as rows of numbers") List<List<List<Double>>> images,

        @Describe("for each image 1 if the label is present, else -1")
        List<Integer> signs,

        @Describe("the name of the label") @Default("pattern")
        String thing,

        @Describe("the split that the images belong to") @Default("test")
        Split split) {

    public WrittenSettings {
        if (images.isEmpty() || images.size() != signs.size()) {
            throw new IllegalArgumentException("needs as many signs as images, at least one; it has "
                    + signs.size()
                    + " signs and "
                    + images.size()
                    + " images");
        }
        if (signs.stream().anyMatch(sign -> Math.abs(sign) != 1)) {
            throw new IllegalArgumentException("signs are 1 or -1, not " + signs);
        }
        int height = images.getFirst().size();
        if (height == 0 || images.getFirst().getFirst().isEmpty()) {
            throw new IllegalArgumentException("the first image has no pixels");
        }
        int width = images.getFirst().getFirst().size();
        for (int i = 0; i < images.size(); i++) {
            if (images.get(i).size() != height || images.get(i).stream().anyMatch(row -> row.size() != width)) {
                throw new IllegalArgumentException(
                        "image " + (i + 1) + " is not " + height + " rows of " + width + " numbers as the first");
            }
        }
    }
}
