package dev.tenon.experiments.run;

/**
 * How many steps a trainer gives to a device before it looks at their losses. Where steps are short, looking after each would
 * leave the device idle in between; where they are long, that is nothing, and one wants to know. The number changes when
 * something is known and reported, never what.
 */
final class LossReadInterval {

    /** Time between two looks that is long enough: the device then idles for well under a hundredth of it. */
    private static final long ENOUGH_NANOS = 50_000_000;

    private final int most;
    private final long enough;
    private int steps;

    private LossReadInterval(int first, int most, long enough) {
        this.steps = first;
        this.most = most;
        this.enough = enough;
    }

    /** At first every step, then, where steps are short, up to so many at a time. */
    static LossReadInterval upTo(int most) {
        return new LossReadInterval(1, most, ENOUGH_NANOS);
    }

    /** Always so many. */
    static LossReadInterval every(int steps) {
        return new LossReadInterval(steps, steps, Long.MAX_VALUE);
    }

    /** Steps until the next look. */
    int steps() {
        return steps;
    }

    /** Says how long some steps took, from the first's beginning to the look at the last's loss. */
    void took(int count, long nanos) {
        long each = Math.max(1, nanos / count);
        steps = (int) Math.clamp(enough / each, 1, Math.min(most, 2L * steps));
    }
}
