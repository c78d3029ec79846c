package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.Map;
import java.util.Optional;

/** What each seed of each arm tries on its own training and validation examples before it is trained and tested. */
@Describe(
        "Settings that each seed of each arm tries on its own training and validation examples before it is trained and tested with the best.")
public record TuneSpec(
        @Describe(
                "for each setting of an arm, such as train.optimizer.rate or layers.conv.filters, the values to try: a list, or"
                        + " {from: 0.0001, to: 0.1, scale: log} where they are drawn; an arm's own `tune: {over: …}` adds to these, or"
                        + " replaces them")
        @Default("{}")
        Map<String, TuneRange> over,

        @Describe("which settings are tried: grid, {type: random, trials: 12}, {type: successive-halving, factor: 2}")
        @Default("grid")
        SearchSpec search,

        @Describe("the validation metric that decides, such as validation.accuracy (default: that of compare.primary)")
        Optional<String> chooseBy,

        @Describe(
                "number of times that each setting is tried, with other initial weights and another order; the mean decides")
        @Default("1")
        @Range(min = 1, max = 100)
        int seeds) {

    /** The prefix of the only metrics that may decide. */
    public static final String SPLIT = "validation.";

    /** The same, with the metric that decides filled in. */
    public TuneSpec choosing(String primary) {
        return new TuneSpec(
                over,
                search,
                chooseBy.or(() -> Optional.of(SPLIT + primary.substring(primary.indexOf('.') + 1))),
                seeds);
    }

    /** The same over other settings. */
    public TuneSpec over(Map<String, TuneRange> others) {
        return new TuneSpec(others, search, chooseBy, seeds);
    }

    /** The metric that decides, as {@code validation.accuracy}. */
    public String metric() {
        return chooseBy.orElseThrow();
    }
}
