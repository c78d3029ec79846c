package dev.tenon.experiments.read;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.Scalars;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value that is worked out of other varied settings: {@code = 2 * data.strings.vocabulary ** 3}. It has numbers, the names of
 * settings that are varied above it, {@code + - * / **}, brackets, and {@code round( )} for a whole number.
 */
final class Expression {

    private static final String MARK = "=";

    /** Where a mistake is, from the start of the text. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        private final int place;

        Wrong(int place, String message) {
            super(message);
            this.place = place;
        }
    }

    private final String text;
    private final Map<String, String> factors;
    private final List<String> names;
    private int at = 1;

    private Expression(String text, Map<String, String> factors) {
        this.text = text;
        this.factors = factors;
        // The longest first: a name can begin with another.
        this.names = factors.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Whether a value is one: a text that starts with an equals sign. */
    static boolean is(Node value) {
        return value instanceof Scalar scalar && scalar.text().startsWith(MARK);
    }

    /**
     * Its number, in the place of it; nothing, and a mistake recorded, if it has none.
     *
     * @param factors the settings varied above it and the value each has, as text
     */
    static Optional<Scalar> value(Scalar written, Map<String, String> factors, Problems problems) {
        Expression expression = new Expression(written.text(), factors);
        try {
            double value = expression.whole();
            BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
            return Optional.of(new Scalar(shortest.toPlainString(), true, written.mark()));
        } catch (Wrong wrong) {
            Mark start = written.mark();
            int quote = written.plain() ? 0 : 1;
            problems.add(
                    new Mark(start.file(), start.line(), start.column() + quote + wrong.place),
                    String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private double whole() throws Wrong {
        double value = sum();
        if (at < text.length()) {
            throw new Wrong(
                    at, "expected an operator, + - * / or **, not \"" + Scalars.shortened(text.substring(at)) + "\"");
        }
        if (!Double.isFinite(value)) {
            throw new Wrong(0, "\"" + Scalars.shortened(text) + "\" is not a number where " + Variation.text(factors));
        }
        return value;
    }

    private double sum() throws Wrong {
        double value = product();
        while (true) {
            if (taken("+")) {
                value += product();
            } else if (taken("-")) {
                value -= product();
            } else {
                return value;
            }
        }
    }

    private double product() throws Wrong {
        double value = sign();
        while (true) {
            blanks();
            if (!text.startsWith("**", at) && taken("*")) {
                value *= sign();
            } else if (taken("/")) {
                value /= sign();
            } else {
                return value;
            }
        }
    }

    /** A power binds more tightly than the sign before it, and to the right. */
    private double sign() throws Wrong {
        if (taken("-")) {
            return -sign();
        }
        double base = atom();
        return taken("**") ? StrictMath.pow(base, sign()) : base;
    }

    private double atom() throws Wrong {
        blanks();
        if (taken("(")) {
            return closed(sum());
        }
        for (String name : names) {
            if (text.startsWith(name, at) && ends(at + name.length())) {
                int place = at;
                at += name.length();
                return number(name, place);
            }
        }
        if (text.startsWith("round", at) && ends(at + "round".length())) {
            at += "round".length();
            if (!taken("(")) {
                throw new Wrong(at, "`round` takes its argument in brackets: round(0.3 * x)");
            }
            return StrictMath.rint(closed(sum()));
        }
        return literal();
    }

    private double closed(double value) throws Wrong {
        if (!taken(")")) {
            throw new Wrong(at, "expected a closing bracket");
        }
        return value;
    }

    private double number(String name, int place) throws Wrong {
        try {
            return Double.parseDouble(factors.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            throw new Wrong(place, "\"" + name + "\" is " + factors.get(name) + " here, which is not a number");
        }
    }

    private double literal() throws Wrong {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "._".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(from, at);
        if (word.matches("([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][0-9]+)?")) {
            return Double.parseDouble(word);
        }
        if (word.isEmpty()) {
            throw new Wrong(
                    from,
                    from < text.length()
                            ? "expected a number or a setting, not \"" + text.charAt(from) + "\""
                            : "expected a number or a setting at the end");
        }
        throw new Wrong(
                from,
                "\"" + Scalars.shortened(word) + "\" is not a setting that is varied above"
                        + (names.isEmpty()
                                ? "; none is"
                                : Suggestions.hintAndList(word, List.copyOf(factors.keySet()), "There are", "")));
    }

    /** Whether a name can end here. */
    private boolean ends(int place) {
        return place >= text.length() || !(Character.isLetterOrDigit(text.charAt(place)) || text.charAt(place) == '_');
    }

    private boolean taken(String sign) {
        blanks();
        if (text.startsWith(sign, at)) {
            at += sign.length();
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
