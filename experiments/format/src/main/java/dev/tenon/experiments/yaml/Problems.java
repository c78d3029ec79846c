package dev.tenon.experiments.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers mistakes, each once. */
final class Problems {

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
                    (Problem problem) -> problem.mark().isOption())
            .thenComparing(
                    problem -> problem.mark().isOption() ? "" : problem.mark().file())
            .thenComparingInt(problem -> problem.mark().line())
            .thenComparingInt(problem -> problem.mark().column())
            .thenComparing(Problem::message);

    private final Set<Problem> found = new LinkedHashSet<>();

    void add(Mark mark, String message) {
        found.add(new Problem(mark, message));
    }

    void addAll(Collection<Problem> problems) {
        found.addAll(problems);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    int count() {
        return found.size();
    }

    /** In the order of their places, those of the file before those of the command line. */
    List<Problem> sorted() {
        return found.stream().sorted(BY_PLACE).toList();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new SpecException(sorted());
        }
    }
}
