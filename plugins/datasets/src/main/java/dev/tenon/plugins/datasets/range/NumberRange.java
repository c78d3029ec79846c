package dev.tenon.plugins.datasets.range;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Shorthand;
import java.util.List;

/** A range of numbers, {@code [0.7, 1]}, or {@code 1} alone. */
public record NumberRange(double min, double max) {

    public NumberRange {
        if (!(min <= max)) {
            throw new IllegalArgumentException("takes the lesser number first, not [" + min + ", " + max + "]");
        }
    }

    /** One number. */
    @Shorthand
    public static NumberRange of(double number) {
        return new NumberRange(number, number);
    }

    /** From, to. */
    @Shorthand
    public static NumberRange of(List<Double> minThenMax) {
        if (minThenMax.size() != 2) {
            throw new IllegalArgumentException("takes one number, or [least, greatest], not " + minThenMax);
        }
        return new NumberRange(minThenMax.get(0), minThenMax.get(1));
    }

    /** Any number of the range, each as likely; takes one word of the stream. */
    public double draw(RandomStream random) {
        return min + (max - min) * random.nextFloat();
    }
}
