package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import java.util.Optional;

/** A law that is fitted to how a metric changes with what is varied. */
@Describe("A law that is fitted to how a metric changes with what is varied.")
public record LawSpec(
        @Describe(
                "the varied number, such as train.examples; where it changes how many examples an arm learns from, the law is over these")
        String factor,

        @Describe("whether errors fall to a floor c (a * n^-b + c) instead of to 0 (a * n^-b)") @Default("false")
        boolean floor,

        @Describe("a level of the primary metric, such as 0.9; the report states how much of the factor reaches it")
        Optional<Double> level,

        @Describe(
                "another varied number, such as data.strings.vocabulary; the report states with which power of it the amount that reaches the level grows")
        Optional<String> across) {

    public LawSpec {
        if (across.isPresent() && level.isEmpty()) {
            throw new IllegalArgumentException(
                    "`across` says how the amount that reaches a level grows, and needs `level`");
        }
        if (across.isPresent() && across.get().equals(factor)) {
            throw new IllegalArgumentException("`across` names another setting than `factor`");
        }
    }
}
