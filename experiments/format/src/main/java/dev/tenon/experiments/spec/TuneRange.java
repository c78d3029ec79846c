package dev.tenon.experiments.spec;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Shorthand;
import dev.tenon.experiments.settings.SettingsWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The values of a setting that tuning may try: some, or all between two numbers. */
@Describe("The values that a setting may take while it is tuned.")
public record TuneRange(
        @Describe("the values to try") Optional<List<Object>> values,

        @Describe("instead of values: the smallest number that may be drawn")
        Optional<Double> from,

        @Describe("the largest number that may be drawn") Optional<Double> to,

        @Describe("linear: uniform between from and to; log: uniform in the logarithm") @Default("linear")
        Scale scale,

        @Describe("whether whole numbers are drawn") @Default("false")
        boolean whole) {

    /** How numbers are spread. */
    public enum Scale {
        LINEAR,
        LOG
    }

    /** A drawn number has few digits, so that it can be written down and typed. */
    private static final MathContext DIGITS = new MathContext(3);

    public TuneRange {
        if (values.isPresent() == (from.isPresent() || to.isPresent()) || from.isPresent() != to.isPresent()) {
            throw new IllegalArgumentException("takes a list of values, or `from` and `to`");
        }
        if (values.isPresent()) {
            refuse(values.get());
        } else {
            double low = from.get();
            double high = to.get();
            if (!(low < high)) {
                throw new IllegalArgumentException(
                        "goes from " + number(low) + " to " + number(high) + "; `from` is less than `to`");
            }
            if (scale == Scale.LOG && low <= 0) {
                throw new IllegalArgumentException(
                        "goes from " + number(low) + " on a log scale, which has only positive numbers");
            }
            if (whole && StrictMath.ceil(low) >= StrictMath.floor(high)) {
                throw new IllegalArgumentException(
                        "has less than two whole numbers from " + number(low) + " to " + number(high));
            }
        }
    }

    private static void refuse(List<Object> values) {
        if (values.size() < 2) {
            throw new IllegalArgumentException("has " + (values.isEmpty() ? "no value" : "one value")
                    + "; give at least two to choose from, or write the one in the arm");
        }
        Set<String> seen = new HashSet<>();
        for (Object value : values) {
            if (!seen.add(SettingsWriter.shown(value))) {
                throw new IllegalArgumentException("has " + SettingsWriter.shown(value) + " twice");
            }
        }
    }

    /** Some values. */
    @Shorthand
    public static TuneRange of(List<Object> values) {
        return new TuneRange(Optional.of(values), Optional.empty(), Optional.empty(), Scale.LINEAR, false);
    }

    /** The values, where they are listed; else the ends. */
    public List<String> ends() {
        return values.map(list -> list.stream().map(SettingsWriter::shown).toList())
                .orElseGet(() -> List.of(number(from.orElseThrow()), number(to.orElseThrow())));
    }

    /** A number between the ends, as a file would have it. */
    public String draw(RandomStream random) {
        double low = from.orElseThrow();
        double high = to.orElseThrow();
        double place = random.nextDouble();
        if (whole) {
            // Of the whole numbers each has the width of one.
            low = StrictMath.ceil(low) - (scale == Scale.LOG ? 0 : 0.5);
            high = StrictMath.floor(high) + (scale == Scale.LOG ? 0 : 0.5);
        }
        double drawn = scale == Scale.LOG
                ? StrictMath.exp(StrictMath.log(low) + place * (StrictMath.log(high) - StrictMath.log(low)))
                : low + place * (high - low);
        if (whole) {
            double rounded = StrictMath.floor(drawn + 0.5);
            return number(StrictMath.clamp(rounded, StrictMath.ceil(from.get()), StrictMath.floor(to.get())));
        }
        BigDecimal shorter = BigDecimal.valueOf(drawn).round(DIGITS);
        return number(StrictMath.clamp(shorter.doubleValue(), from.get(), to.get()));
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
