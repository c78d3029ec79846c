package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Shorthand;
import java.util.List;
import java.util.Optional;

/** A width of an arm that is found, so that the arm has the size of the reference arm. */
@Describe("A width of an arm that is found, so that the arm has the size of the reference arm.")
public record WidthSpec(
        @Describe("settings of the arm, such as layers.features.filters; all of them take the width")
        List<String> of,

        @Describe("the widths found, one for each cell: written in resolved.yaml, and found again when a file is read")
        Optional<List<Integer>> found) {

    public WidthSpec {
        if (of.isEmpty() || of.stream().distinct().count() != of.size()) {
            throw new IllegalArgumentException(
                    "needs different settings, at least one, such as layers.features.filters");
        }
    }

    /** One setting. */
    @Shorthand
    public static WidthSpec of(String setting) {
        return of(List.of(setting));
    }

    /** Several settings. */
    @Shorthand
    public static WidthSpec of(List<String> settings) {
        return new WidthSpec(settings, Optional.empty());
    }

    /** The same, with what was found. */
    public WidthSpec found(List<Integer> widths) {
        return new WidthSpec(of, Optional.of(List.copyOf(widths)));
    }

    /** What is found, in words. */
    public String setting() {
        return String.join(" and ", of);
    }
}
