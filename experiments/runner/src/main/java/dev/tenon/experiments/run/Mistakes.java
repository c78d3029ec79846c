package dev.tenon.experiments.run;

import dev.tenon.api.data.Column;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.TargetTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The most confident wrong answers of a network. */
final class Mistakes {

    /** More are no pictures that anyone looks at. */
    private static final int MOST = 8;

    /**
     * A wrong answer.
     *
     * @param margin of classes how far the answer's output is above that of the right one, of signs how far the output is from 0
     */
    private record Wrong(int example, String target, String answer, double margin, double score) {}

    private Mistakes() {}

    /**
     * The answers that were furthest on the wrong side; of equal ones the first in the data set. Ranked by outputs, not by probabilities,
     * of which many may round to 1.
     *
     * @param table what the answers are measured against
     * @param images the column to be looked at
     */
    static List<Features.Mistake> of(TargetTable table, TestPredictions answers, Column images) {
        List<Wrong> wrong = new ArrayList<>();
        for (int i = 0; i < answers.count(); i++) {
            if (table.kind() == Targets.CLASSES) {
                classes(table, answers, i, wrong);
            } else if (table.kind() == Targets.SIGNS) {
                signs(table, answers, i, wrong);
            }
        }
        return wrong.stream()
                .filter(each -> Double.isFinite(each.margin))
                .sorted(Comparator.comparingDouble((Wrong each) -> -each.margin)
                        .thenComparingInt(Wrong::example)
                        .thenComparing(Wrong::target))
                .limit(MOST)
                .map(each -> new Features.Mistake(
                        each.example, each.target, each.answer, each.score, images.rows(new int[] {each.example})))
                .toList();
    }

    private static void classes(TargetTable table, TestPredictions answers, int i, List<Wrong> wrong) {
        float right = answers.targets()[i];
        int units = table.units();
        int said = AnswerCounts.largest(answers.scores(), i * units, units);
        if (Float.isNaN(right) || said == (int) right) {
            return;
        }
        double largest = answers.scores()[i * units + said];
        double sum = 0;
        for (int unit = 0; unit < units; unit++) {
            sum += StrictMath.exp(answers.scores()[i * units + unit] - largest);
        }
        wrong.add(new Wrong(
                (int) answers.examples()[i],
                table.names().get((int) right),
                table.names().get(said),
                largest - answers.scores()[i * units + (int) right],
                1 / sum));
    }

    private static void signs(TargetTable table, TestPredictions answers, int i, List<Wrong> wrong) {
        int units = table.units();
        for (int unit = 0; unit < units; unit++) {
            float right = answers.targets()[i * units + unit];
            double score = answers.scores()[i * units + unit];
            if (!Float.isNaN(right) && right > 0 != score > 0) {
                String name = table.names().get(unit);
                wrong.add(new Wrong(
                        (int) answers.examples()[i],
                        (right > 0 ? "has " : "no ") + name,
                        (score > 0 ? "has " : "no ") + name,
                        Math.abs(score),
                        1 / (1 + StrictMath.exp(-Math.abs(score)))));
            }
        }
    }
}
