package dev.tenon.experiments.settings;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.Scalars;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns single words into values. */
public final class ScalarBinder {

    private static final List<String> OTHER_TRUTHS = List.of("yes", "no", "on", "off", "y", "n");

    private final Problems problems;

    public ScalarBinder(Problems problems) {
        this.problems = problems;
    }

    public Optional<Object> whole(Types.Whole type, Node node, String what) {
        Optional<Long> number = node instanceof Scalar scalar ? Scalars.whole(scalar) : Optional.empty();
        if (number.isEmpty()) {
            boolean tooLong = node instanceof Scalar scalar && Scalars.isWhole(scalar);
            Optional<String> digits = node instanceof Scalar scalar
                    ? Scalars.number(scalar)
                            .filter(found -> found == Math.rint(found) && Math.abs(found) < 1e15)
                            .map(found -> "; write " + found.longValue())
                    : Optional.empty();
            if (digits.isPresent() && !tooLong) {
                problems.add(node.mark(), what + " takes " + type.takes() + ", not " + node.shown() + digits.get());
                return Optional.empty();
            }
            return refuse(type.takes() + (tooLong ? " of at most 19 digits" : ""), node, what);
        }
        if (number.get() < type.min() || number.get() > type.max()) {
            return refuse("a whole number from " + type.min() + " to " + type.max(), node, what);
        }
        return Optional.of(
                type.wide() ? (Object) number.get() : (Object) number.get().intValue());
    }

    Optional<Object> number(Types.Decimal type, Node node, String what) {
        Optional<Object> number = Optional.empty();
        if (node instanceof Scalar scalar) {
            number = type.single()
                    ? Scalars.single(scalar).map(found -> found)
                    : Scalars.number(scalar).map(found -> found);
            if (number.isEmpty() && Scalars.isNumber(scalar)) {
                return refuse(
                        "a number of a size that a " + (type.single() ? "float" : "double") + " holds", node, what);
            }
        }
        return number.isPresent() ? number : refuse(type.takes(), node, what);
    }

    Optional<Object> truth(Node node, String what) {
        Optional<Boolean> truth = node instanceof Scalar scalar ? Scalars.truth(scalar) : Optional.empty();
        return truth.isPresent() ? Optional.of(truth.get()) : refuse("true or false", node, what);
    }

    Optional<String> text(Types type, Node node, String what) {
        if (node instanceof Scalar scalar && !scalar.isNull()) {
            return Optional.of(scalar.text());
        }
        refuse(type.takes(), node, what);
        return Optional.empty();
    }

    Optional<Object> path(Types.FilePath type, Node node, String what) {
        Optional<String> text = text(type, node, what);
        try {
            return text.map(Path::of);
        } catch (InvalidPathException e) {
            problems.add(node.mark(), what + " is not a path: " + e.getReason());
            return Optional.empty();
        }
    }

    Optional<Object> choice(Types.Choice type, Node node, String what) {
        List<String> names = type.constants().stream().map(KebabCase::ofEnum).toList();
        if (!(node instanceof Scalar scalar) || scalar.isNull()) {
            return refuse(type.takes(), node, what);
        }
        int index = names.indexOf(scalar.text());
        if (index < 0) {
            problems.add(
                    node.mark(),
                    what + " takes " + type.takes() + ", not " + node.shown() + Suggestions.hint(scalar.text(), names));
            return Optional.empty();
        }
        return Optional.of(type.constants().get(index));
    }

    private Optional<Object> refuse(String takes, Node node, String what) {
        problems.add(node.mark(), what + " takes " + takes + ", not " + node.shown() + remedy(takes, node));
        return Optional.empty();
    }

    private static String remedy(String takes, Node node) {
        if (!(node instanceof Scalar scalar)) {
            return "";
        }
        Scalar bare = new Scalar(scalar.text(), true, scalar.mark());
        if (!scalar.plain() && (Scalars.isNumber(bare) || Scalars.isTruth(bare))) {
            return "; remove the quotes";
        }
        if (takes.startsWith("true") && OTHER_TRUTHS.contains(scalar.text().toLowerCase(Locale.ROOT))) {
            return "; write true or false";
        }
        return takes.contains("number") ? Scalars.remedy(scalar) : "";
    }
}
