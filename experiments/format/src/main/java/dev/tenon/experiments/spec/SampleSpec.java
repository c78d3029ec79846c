package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Shorthand;
import java.util.Optional;

/** How often training examples come up: {@code balanced}, or by a column. */
@Describe("How often training examples come up.")
public record SampleSpec(
        @Describe("whether every class comes up as often as any other") @Default("false")
        boolean balanced,

        @Describe(
                "where balanced, the column of classes, the data set's target if absent; else a column of one number, by which an example comes up more often")
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
