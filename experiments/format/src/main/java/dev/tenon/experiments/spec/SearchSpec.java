package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Shorthand;
import dev.tenon.experiments.settings.KebabCase;
import dev.tenon.experiments.yaml.Scalars;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which settings tuning tries, and for how long. */
@Describe("How settings are searched.")
public record SearchSpec(
        @Describe(
                "grid: all combinations; random: `trials` combinations drawn at random; successive-halving: all, or `trials`"
                        + " drawn, for a fraction of the training, and the best of them again for longer")
        Type type,

        @Describe("number of settings to draw (default with successive-halving: all combinations)") @Range(min = 2)
        Optional<Integer> trials,

        @Describe(
                "for successive-halving: one of this many settings is kept and trained this many times as long (default: 2)")
        @Range(min = 2, max = 10)
        Optional<Integer> factor,

        @Describe("the seed of the search; another number draws other settings") @Default("0")
        long seed) {

    /** Ways to search. */
    public enum Type {
        GRID,
        RANDOM,
        /** Jamieson and Talwalkar, Non-stochastic best arm identification, AISTATS 2016. */
        SUCCESSIVE_HALVING
    }

    /** More settings than this for one arm are a slip. */
    public static final int MOST = 1000;

    private static final int HALF = 2;

    public SearchSpec {
        if (type == Type.GRID && trials.isPresent()) {
            throw new IllegalArgumentException("grid tries all combinations, so that it takes no `trials`; say random");
        }
        if (type == Type.RANDOM && trials.isEmpty()) {
            throw new IllegalArgumentException("random needs `trials`, such as {type: random, trials: 12}");
        }
        if (trials.isPresent() && trials.get() > MOST) {
            throw new IllegalArgumentException(
                    "has " + trials.get() + " trials; at most " + MOST + " settings are tried");
        }
        if (type == Type.SUCCESSIVE_HALVING) {
            factor = factor.or(() -> Optional.of(HALF));
        } else if (factor.isPresent()) {
            throw new IllegalArgumentException("`factor` belongs to successive-halving");
        }
    }

    /** One that needs nothing but its name. */
    @Shorthand
    public static SearchSpec of(String name) {
        for (Type type : Type.values()) {
            if (KebabCase.ofEnum(type).equals(name)) {
                return new SearchSpec(type, Optional.empty(), Optional.empty(), 0);
            }
        }
        throw new IllegalArgumentException("is grid, random or successive-halving, not \""
                + Scalars.shortened(name).toLowerCase(Locale.ROOT) + "\"");
    }

    /** Whether settings are drawn, and not all combinations taken. */
    public boolean draws() {
        return trials.isPresent();
    }

    /**
     * A round of trials.
     *
     * @param settings how many are tried
     * @param divisor by which the length of every training is divided; 1 in the last rung
     */
    public record Rung(int settings, int divisor) {}

    /**
     * The rounds, each of the best of the one before; the best of the last is chosen.
     *
     * @param settings how many there are in the first
     */
    public List<Rung> rungs(int settings) {
        if (type != Type.SUCCESSIVE_HALVING) {
            return List.of(new Rung(settings, 1));
        }
        int by = factor.orElse(HALF);
        List<Integer> sizes = new ArrayList<>();
        // A last rung of one setting would decide nothing.
        for (int left = settings; left >= 2 || sizes.isEmpty(); left /= by) {
            sizes.add(left);
        }
        List<Rung> rungs = new ArrayList<>();
        int divisor = 1;
        for (int i = sizes.size() - 1; i >= 0; i--) {
            rungs.addFirst(new Rung(sizes.get(i), divisor));
            divisor *= by;
        }
        return List.copyOf(rungs);
    }
}
