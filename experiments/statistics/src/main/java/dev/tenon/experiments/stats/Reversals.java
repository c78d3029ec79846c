package dev.tenon.experiments.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What would change a comparison's verdicts: how far what was seen is from that, and what it would take to find out. */
final class Reversals {

    /** The power of a plan unless somebody asks for another. */
    private static final double POWER = 0.8;

    private static final int HALVINGS = 60;

    private final ExperimentComparison comparison;

    Reversals(ExperimentComparison comparison) {
        this.comparison = comparison;
    }

    /** A sentence for each arm but the reference that was compared on enough seeds. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (Difference difference : comparison.overallDifferences()) {
            Estimate seen = difference.test().difference();
            if (seen.n() >= Verdict.FEWEST
                    && seen.deviation() > 0
                    && seen.interval().exists()) {
                sentences.add(difference.arm() + sentence(difference, seen) + ".");
            }
        }
        return List.copyOf(sentences);
    }

    private String sentence(Difference difference, Estimate seen) {
        return switch (difference.verdict()) {
            case BETTER -> fallen("better", seen);
            case WORSE -> fallen("worse", seen);
            case NO_RELEVANT_DIFFERENCE ->
                " could matter if differences below " + relevant() + " did: the data leave open a mean difference of "
                        + Figures.interval(seen.interval());
            case CANNOT_TELL -> more(difference, seen);
        };
    }

    /** A difference was found. */
    private String fallen(String verdict, Estimate seen) {
        double errors = StrictMath.abs(seen.mean()) / Estimate.error(seen.deviation(), seen.n(), comparison.overlap());
        Interval open = seen.interval();
        boolean small = open.low() < comparison.relevant() && open.high() > -comparison.relevant();
        return " would not be " + verdict + " if the mean difference over all such seeds were 0, "
                + String.format(Locale.ROOT, "%.1f", errors) + " standard errors from what was seen"
                + (comparison.relevant() > 0 && small
                        ? "; whether the difference is large enough to matter (" + relevant()
                                + ") is not settled: its interval is " + Figures.interval(open)
                        : "");
    }

    /** The data cannot tell. */
    private String more(Difference difference, Estimate seen) {
        double level = (1 - comparison.confidence()) / StrictMath.max(1, difference.family());
        String found = ": with " + seen.n() + " seeds a true difference of " + Figures.value(detectable(seen, level))
                + " is found in four of five experiments like this one";
        return found
                + seeds(seen, level)
                        .map(text -> "; to find the smallest that matters, " + relevant() + ", takes " + text)
                        .orElse("; a smaller one takes more seeds (`tenon plan`)");
    }

    private Optional<String> seeds(Estimate seen, double level) {
        if (!(comparison.relevant() > 0)) {
            return Optional.empty();
        }
        OptionalInt seeds =
                new Power(comparison.relevant(), seen.deviation(), comparison.overlap(), level).seeds(POWER);
        return Optional.of(
                seeds.isPresent()
                        ? "about " + Figures.count(seeds.getAsInt()) + " seeds (`tenon plan`)"
                        : "other data: more seeds of these do not suffice");
    }

    /** The difference that so many seeds find with the usual power. */
    private double detectable(Estimate seen, double level) {
        double low = 0;
        double high = seen.deviation();
        while (power(high, seen, level) < POWER) {
            high *= 2;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (power(middle, seen, level) < POWER) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double power(double effect, Estimate seen, double level) {
        return new Power(effect, seen.deviation(), comparison.overlap(), level).of(seen.n());
    }

    private String relevant() {
        return Figures.shortest(comparison.relevant());
    }
}
