package dev.tenon.experiments.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers mistakes, each once. */
public final class Problems {

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
                    (Problem problem) -> problem.mark().isOption())
            .thenComparing(
                    problem -> problem.mark().isOption() ? "" : problem.mark().file())
            .thenComparingInt(problem -> problem.mark().line())
            .thenComparingInt(problem -> problem.mark().column())
            .thenComparing(Problem::message);

    private final Set<Problem> found = new LinkedHashSet<>();

    public void add(Mark mark, String message) {
        found.add(new Problem(mark, message));
    }

    public void addAll(Collection<Problem> problems) {
        found.addAll(problems);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int count() {
        return found.size();
    }

    /** In the order of their places, those of the file before those of the command line. */
    public List<Problem> sorted() {
        return found.stream().sorted(BY_PLACE).toList();
    }

    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new SpecException(sorted());
        }
    }
}
