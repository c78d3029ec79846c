package dev.tenon.experiments.views;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Targets;
import java.util.stream.Stream;

/** What was answered to what, class by class or label by label: see {@link AnswerCounts}. */
@Type("class-by-class")
@Describe(
        "Counts for each class or label how often it is right, found and missed, and of classes which is taken for which.")
public final class ClassByClass implements Analysis<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public void check(AnalysisSubject subject, NoSettings settings) {
        int units = Judged.table(subject).units();
        if (units > AnswerCounts.MOST) {
            throw new IllegalArgumentException(
                    "has " + units + " classes, and " + AnswerCounts.MOST + " are the most that a table shows");
        }
    }

    @Override
    public void run(AnalysisScope scope, NoSettings settings) {
        Judged judged = Judged.of(scope);
        AnswerCounts counts = AnswerCounts.of(
                        judged.table().kind(), judged.table().units(), Stream.of(judged.answers()))
                .orElseThrow();
        scope.put(
                "each",
                counts.each("What is answered to test examples.", judged.table().names()));
        if (counts.kind() == Targets.CLASSES) {
            scope.put(
                    "confusion",
                    counts.confusion(
                            "Test examples by the class that is right and the one that is answered.",
                            judged.table().names()));
        }
    }
}
