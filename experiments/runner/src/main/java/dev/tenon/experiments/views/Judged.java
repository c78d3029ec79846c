package dev.tenon.experiments.views;

import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Split;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.data.TestPredictions;
import java.util.List;
import java.util.Objects;

/**
 * What a network answers to the test examples, and what is right.
 *
 * @param table what the answers are measured against
 */
record Judged(TargetTable table, TestPredictions answers) {

    /**
     * What the answers are measured against.
     *
     * @throws IllegalArgumentException if these are no classes or things of whole images, or there are no test examples
     */
    static TargetTable table(AnalysisSubject subject) {
        Column target = subject.target();
        LayerResult last = subject.layers().getLast();
        if (target.kind() == Targets.NUMBERS || last.shape().rank() != 1) {
            throw new IllegalArgumentException("has answers that are no classes and no labels of whole examples");
        }
        if (subject.examples().split(Split.TEST).length == 0) {
            throw new IllegalArgumentException("has no test examples to look at");
        }
        // Two outputs may be trained to say whether one thing is there.
        return target.units() == last.units() ? TargetTable.of(target) : TargetTable.of(target, Targets.CLASSES);
    }

    static Judged of(AnalysisScope scope) {
        TargetTable table = table(scope);
        int[] test = scope.examples().split(Split.TEST);
        String last = scope.layers().getLast().id();
        float[] scores = Objects.requireNonNull(
                scope.network().results(List.of(last), test).get(last));
        return new Judged(table, TestPredictions.of(scores, table, test));
    }
}
