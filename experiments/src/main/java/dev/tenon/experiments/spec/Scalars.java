package dev.tenon.experiments.spec;

import java.util.Optional;
import java.util.regex.Pattern;

/** How the words of a file are read as numbers and truths: YAML 1.2's core schema, without octal and hex. */
final class Scalars {

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final int SHOWN = 60;

    private Scalars() {}

    static boolean isWhole(Node.Scalar scalar) {
        return scalar.plain() && WHOLE.matcher(scalar.text()).matches();
    }

    static boolean isNumber(Node.Scalar scalar) {
        return scalar.plain() && NUMBER.matcher(scalar.text()).matches();
    }

    static boolean isTruth(Node.Scalar scalar) {
        return truth(scalar).isPresent();
    }

    static Optional<Boolean> truth(Node.Scalar scalar) {
        if (!scalar.plain()) {
            return Optional.empty();
        }
        return switch (scalar.text()) {
            case "true", "True", "TRUE" -> Optional.of(true);
            case "false", "False", "FALSE" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** The number, if it is whole and fits. */
    static Optional<Long> whole(Node.Scalar scalar) {
        if (!isWhole(scalar)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(scalar.text().replaceFirst("^\\+", "")));
        } catch (NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    /** The nearest double, if it is a number and finite. */
    static Optional<Double> number(Node.Scalar scalar) {
        if (!isNumber(scalar)) {
            return Optional.empty();
        }
        return Optional.of(Double.valueOf(scalar.text())).filter(Double::isFinite);
    }

    /** The nearest float, rounded once, if it is a number and finite. */
    static Optional<Float> single(Node.Scalar scalar) {
        if (!isNumber(scalar)) {
            return Optional.empty();
        }
        return Optional.of(Float.valueOf(scalar.text())).filter(Float::isFinite);
    }

    /** A text cut to what a message can show. */
    static String shortened(String text) {
        String line = text.replace("\n", "\\n");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
