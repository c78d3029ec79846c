package dev.tenon.experiments.stats;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The varied settings of a cell, as the report needs them. */
public final class Factors {

    private static final String EXAMPLES = "train.examples";

    private Factors() {}

    /** Whether a varied setting is the number of training examples, as {@code train.examples}. */
    public static boolean isExamples(String setting) {
        return setting.equals(EXAMPLES) || setting.endsWith("." + EXAMPLES);
    }

    /** The number of training examples of a cell; empty if it is not varied, or not as a number. */
    public static Optional<Double> examples(Map<String, String> factors) {
        return factors.entrySet().stream()
                .filter(entry -> isExamples(entry.getKey()))
                .findFirst()
                .flatMap(entry -> number(entry.getValue()));
    }

    /** The cell's other settings. */
    public static Map<String, String> withoutExamples(Map<String, String> factors) {
        Map<String, String> others = new LinkedHashMap<>();
        factors.forEach((setting, value) -> {
            if (!isExamples(setting)) {
                others.put(setting, value);
            }
        });
        return others;
    }

    /** The cell's settings other than one. */
    static Map<String, String> without(Map<String, String> factors, String setting) {
        Map<String, String> others = new LinkedHashMap<>(factors);
        others.remove(setting);
        return others;
    }

    /** A value as a number, if it is a finite one. */
    public static Optional<Double> number(String value) {
        try {
            double number = Double.parseDouble(value);
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** {@code train.examples = 64, train.batch = 8}; empty if nothing is varied. */
    public static String text(Map<String, String> factors) {
        return String.join(
                ", ",
                factors.entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue())
                        .toList());
    }
}
