package dev.tenon.experiments.model;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.data.DataException;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.spec.AnalysisSpec;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Problem;
import java.util.Optional;

/** Checks that an analysis fits an arm before anything is trained. */
final class AnalysisCheck {

    private AnalysisCheck() {}

    /** What is wrong, where the file says it. */
    static Optional<Problem> of(AnalysisSpec analysis, ArmSpec arm, StageSubject subject) {
        try {
            check(analysis.analysis().service(), analysis.analysis().settings(), subject);
            return Optional.empty();
        } catch (StageSubject.UnknownName e) {
            String remedy = analysis.arms().isEmpty() ? "; name the arms that the analysis is of with `arms`" : "";
            return Optional.of(problem(analysis, analysis.place(e.word()), arm, e.getMessage() + remedy));
        } catch (IllegalArgumentException | ShapeException | DataException e) {
            return Optional.of(problem(analysis, analysis.mark(), arm, String.valueOf(e.getMessage())));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            String mistake = PluginException.mistake(analysis.analysis().service(), e);
            return Optional.of(problem(analysis, analysis.mark(), arm, "cannot be checked: " + mistake));
        }
    }

    private static <S extends Record> void check(Analysis<S> analysis, Record settings, StageSubject subject) {
        analysis.check(subject, analysis.settings().cast(settings));
    }

    private static Problem problem(AnalysisSpec analysis, Mark mark, ArmSpec arm, String message) {
        return new Problem(mark, "analysis " + analysis.name() + ": arm " + arm.name() + " " + message);
    }
}
