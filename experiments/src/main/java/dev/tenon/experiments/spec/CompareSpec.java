package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.List;
import java.util.Optional;

/** How arms are compared. */
@Describe("How arms are compared.")
public record CompareSpec(
        @Describe("what decides, as test.accuracy") @Default("test.accuracy")
        String primary,

        @Describe("what is measured besides, as test.auroc") @Default("[]")
        List<String> metrics,

        @Describe("the arm that all others are compared with; the first if absent")
        Optional<String> against,

        @Describe("the level of confidence of intervals") @Default("0.95") @Range(min = 0.5, max = 0.9999)
        double confidence,

        @Describe("the smallest difference that matters, in units of the primary metric")
        @Default("0.0")
        @Range(min = 0)
        double relevant,

        @Describe("what arms should have alike; a mismatch is stated in the report") @Default("nothing")
        Match match) {

    /** What arms should have alike. */
    public enum Match {
        NOTHING,
        PARAMETERS,
        MULTIPLY_ADDS
    }
}
