package dev.tenon.experiments.yaml;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the words of a file are read as numbers and truths: YAML 1.2's core schema, without octal and hex. */
public final class Scalars {

    // Without leading zeros: 010 is ten to some readers of YAML and eight to others.
    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern LEADING_ZERO = Pattern.compile("([-+]?)0+([0-9].*)");
    private static final Pattern GROUPED = Pattern.compile("(?=.*_)[-+]?[0-9][0-9_]*(\\.[0-9_]*)?");
    private static final Pattern BASED = Pattern.compile("[-+]?0[xXoObB][0-9a-fA-F_]+");
    private static final Pattern SIXTIETHS = Pattern.compile("[-+]?[0-9]+(:[0-5]?[0-9])+(\\.[0-9]*)?");
    private static final Pattern COMMA = Pattern.compile("[-+]?[0-9]+,[0-9]+");
    private static final Pattern ENDLESS = Pattern.compile("(?i)[-+]?\\.?(inf|infinity|nan)");
    private static final int SHOWN = 60;

    private Scalars() {}

    public static boolean isWhole(Node.Scalar scalar) {
        return scalar.plain() && WHOLE.matcher(scalar.text()).matches();
    }

    public static boolean isNumber(Node.Scalar scalar) {
        return scalar.plain() && NUMBER.matcher(scalar.text()).matches();
    }

    public static boolean isTruth(Node.Scalar scalar) {
        return truth(scalar).isPresent();
    }

    public static Optional<Boolean> truth(Node.Scalar scalar) {
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
    public static Optional<Long> whole(Node.Scalar scalar) {
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
    public static Optional<Double> number(Node.Scalar scalar) {
        if (!isNumber(scalar)) {
            return Optional.empty();
        }
        return Optional.of(Double.valueOf(scalar.text())).filter(Double::isFinite);
    }

    /** The nearest float, rounded once, if it is a number and finite. */
    public static Optional<Float> single(Node.Scalar scalar) {
        if (!isNumber(scalar)) {
            return Optional.empty();
        }
        return Optional.of(Float.valueOf(scalar.text())).filter(Float::isFinite);
    }

    /**
     * What to do about a word that other languages, or other versions of YAML, read as a number: a clause that begins with
     * a semicolon, or nothing.
     */
    public static String remedy(Node.Scalar scalar) {
        String text = scalar.text();
        Matcher zero = LEADING_ZERO.matcher(text);
        if (!scalar.plain()) {
            return "";
        }
        if (zero.matches() && NUMBER.matcher(zero.group(1) + zero.group(2)).matches()) {
            return "; a number with a leading zero is octal in YAML 1.1 and decimal in YAML 1.2: write " + zero.group(1)
                    + zero.group(2) + " if it is decimal";
        }
        if (GROUPED.matcher(text).matches()) {
            return "; write it without `_`";
        }
        if (BASED.matcher(text).matches()) {
            return "; write it in decimal digits";
        }
        if (SIXTIETHS.matcher(text).matches()) {
            return "; YAML 1.1 counts it in sixtieths: write it in decimal digits";
        }
        if (COMMA.matcher(text).matches()) {
            return "; write " + text.replace(',', '.') + " with a point if it is a fraction";
        }
        return ENDLESS.matcher(text).matches() ? "; a number is finite here" : "";
    }

    /** A text cut to what a message can show. */
    public static String shortened(String text) {
        String line = text.replace("\n", "\\n");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
