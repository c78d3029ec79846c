package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Shorthand;
import java.util.Optional;

/** How often training examples come up: {@code balanced}, or by a column. */
@Describe("How training examples are sampled.")
public record SampleSpec(
        @Describe("whether all classes are sampled equally often") @Default("false")
        boolean balanced,

        @Describe("if balanced, the column of classes (default: the data set's target); otherwise a column of sampling "
                + "weights, one number per example")
        Optional<String> by) {

    public SampleSpec {
        if (!balanced && by.isEmpty()) {
            throw new IllegalArgumentException("takes `balanced`, or {by: …} with a column of weights");
        }
    }

    /** The one word. */
    @Shorthand
    public static SampleSpec named(String name) {
        if (!name.equals("balanced")) {
            throw new IllegalArgumentException("takes balanced, or {by: …} with a column of weights, not " + name);
        }
        return new SampleSpec(true, Optional.empty());
    }
}
