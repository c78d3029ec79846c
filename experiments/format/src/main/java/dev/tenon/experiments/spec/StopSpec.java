package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Shorthand;
import java.util.List;

/** When arms are stopped before all seeds are run. */
@Describe("When arms are stopped before all seeds are run: each that is decided at a look runs no further seeds.")
public record StopSpec(
        @Describe("numbers of seeds after which arms are compared, such as [5, 10]; the last look is at all seeds")
        List<Integer> looks,

        @Describe("how late the error rate is spent: (n / N)^spending of it up to n of N seeds; 1 spends evenly, 3 "
                + "keeps nearly all of it for the end (Kim and DeMets 1987)")
        @Default("2.0")
        @Range(min = 0.5, max = 10)
        double spending,

        @Describe("an arm is also stopped if its chance of being found better in the end would be below this even "
                + "if it were better by `relevant`, such as 0.1; 0: never")
        @Default("0.0")
        @Range(min = 0, max = 0.5)
        double hopeless) {

    /** With fewer seeds nothing is concluded. */
    public static final int FEWEST = 5;

    public StopSpec {
        if (looks.isEmpty()) {
            throw new IllegalArgumentException("needs at least one number of seeds to look after, such as [5, 10]");
        }
        for (int i = 0; i < looks.size(); i++) {
            if (looks.get(i) < FEWEST) {
                throw new IllegalArgumentException("needs looks after at least " + FEWEST
                        + " seeds, because fewer give no verdict; not after " + looks.get(i));
            }
            if (i > 0 && looks.get(i) <= looks.get(i - 1)) {
                throw new IllegalArgumentException(
                        "needs increasing numbers of seeds, such as [5, 10], unlike " + looks);
            }
        }
    }

    /** Looks after these numbers of seeds, with the usual spending. */
    @Shorthand
    public static StopSpec of(List<Integer> looks) {
        return new StopSpec(looks, 2, 0);
    }

    /**
     * The part of the error rate that a look may use, so that all looks together use all of it: by the power family of Kim and
     * DeMets, <i>Design and analysis of group sequential tests based on the type I error spending rate function</i>, Biometrika 74,
     * 1987.
     *
     * @param seeds how many there are at the look; between two looks it is the later one
     * @param all how many there are at the last
     */
    public double share(int seeds, int all) {
        int before = 0;
        for (int look : looks) {
            if (seeds <= look) {
                return spent(look, all) - spent(before, all);
            }
            before = look;
        }
        return 1 - spent(before, all);
    }

    private double spent(int seeds, int all) {
        return StrictMath.pow((double) seeds / all, spending);
    }
}
