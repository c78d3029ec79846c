package dev.tenon.experiments;

import dev.tenon.experiments.yaml.Mark;

/**
 * What is wrong with an experiment.
 *
 * <p>Experimental.
 *
 * @param file as it was named; {@code experiment} of a text; a setting that was given besides, such as {@code --set train.epochs=0}
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what to do
 * @since 0.2
 */
public record Problem(String file, int line, int column, String message) {

    static Problem of(dev.tenon.experiments.yaml.Problem problem) {
        Mark mark = problem.mark();
        return new Problem(mark.file(), mark.line(), mark.column(), problem.message());
    }

    @Override
    public String toString() {
        return new dev.tenon.experiments.yaml.Problem(new Mark(file, line, column), message).toString();
    }
}
