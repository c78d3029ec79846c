package dev.tenon.experiments.yaml;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All mistakes of an experiment file, numbered. */
public final class SpecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public SpecException(List<Problem> problems) {
        super(IntStream.range(0, problems.size())
                .mapToObj(i -> (i + 1) + ") " + problems.get(i))
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
