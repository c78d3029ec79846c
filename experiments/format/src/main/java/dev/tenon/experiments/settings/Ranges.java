package dev.tenon.experiments.settings;

import dev.tenon.api.settings.Range;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers against their bounds. */
final class Ranges {

    private Ranges() {}

    /** The first number in a value that is out of range. */
    static Optional<Number> outside(Range range, Object value) {
        return switch (value) {
            case Number number -> holds(range, number.doubleValue()) ? Optional.empty() : Optional.of(number);
            case Optional<?> optional -> optional.flatMap(inner -> outside(range, inner));
            case List<?> list ->
                list.stream().flatMap(item -> outside(range, item).stream()).findFirst();
            case Map<?, ?> map ->
                map.values().stream()
                        .flatMap(item -> outside(range, item).stream())
                        .findFirst();
            case Record record -> outsideRecord(range, record);
            default -> Optional.empty();
        };
    }

    private static Optional<Number> outsideRecord(Range range, Record record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Optional<Number> outside = outside(range, Records.read(record, component));
            if (outside.isPresent()) {
                return outside;
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Range range, double number) {
        boolean low = range.above() ? number > range.min() : number >= range.min();
        boolean high = range.below() ? number < range.max() : number <= range.max();
        return low && high;
    }

    /** {@code at least 1 and below 10}; empty if nothing is bounded. */
    static String text(Range range) {
        List<String> bounds = new ArrayList<>();
        if (range.min() > Double.NEGATIVE_INFINITY) {
            bounds.add((range.above() ? "above " : "at least ") + number(range.min()));
        }
        if (range.max() < Double.POSITIVE_INFINITY) {
            bounds.add((range.below() ? "below " : "at most ") + number(range.max()));
        }
        return String.join(" and ", bounds);
    }

    private static String number(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
