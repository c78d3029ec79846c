package dev.tenon.experiments.views;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.data.TestPredictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The most confident wrong answers of a network to test examples. */
@Type("worst-mistakes")
@Describe("Shows the test examples that are answered wrong with the most confidence.")
public final class WorstMistakes implements Analysis<WorstMistakes.Settings> {

    /** The report shows so many; more are no pictures that anyone looks at. */
    public static final int MOST = 8;

    /** What a user may set. */
    public record Settings(
            @Describe("Largest number of mistakes.") @Default("8") @Range(min = 1)
            int mistakes) {}

    /**
     * A test example that was answered wrong.
     *
     * @param example its index in the data set
     * @param target what it is or has, in words
     * @param answer what was answered
     * @param score how sure the answer was: its probability, outputs taken as logits
     * @param pixels {@code [height, width, channels]}
     */
    public record Mistake(int example, String target, String answer, double score, float[] pixels) {}

    /**
     * A wrong answer.
     *
     * @param margin of classes how far the answer's output is above that of the right one, of signs how far the output is from 0
     */
    private record Wrong(int example, String target, String answer, double margin, double score) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public void check(AnalysisSubject subject, Settings settings) {
        Judged.table(subject);
        if (subject.examples().image().rank() != 3) {
            throw new IllegalArgumentException("takes no images of height, width and channels");
        }
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        Judged judged = Judged.of(scope);
        List<Mistake> mistakes =
                of(judged.table(), judged.answers(), scope.examples().columns().getFirst(), settings.mistakes());
        if (mistakes.isEmpty()) {
            return;
        }
        Table.Builder table = Table.of(
                "The test examples that are answered wrong with the most confidence, which is the probability of the answer;"
                        + " examples are counted from 0.",
                TableColumn.text("target"),
                TableColumn.text("answer"),
                TableColumn.text("example"),
                TableColumn.value("confidence"));
        Shape image = scope.examples().image();
        float[] pictures = new float[mistakes.size() * image.size()];
        for (int i = 0; i < mistakes.size(); i++) {
            Mistake each = mistakes.get(i);
            table.row(each.target, each.answer, Integer.toString(each.example), each.score);
            System.arraycopy(each.pixels, 0, pictures, i * image.size(), image.size());
        }
        table.drawn(new Plot(Plot.Kind.IMAGES, "example", "confidence", "target"));
        scope.putPictures("mistakes", table.build(), image, pictures);
    }

    /**
     * The answers that were furthest on the wrong side; of equal ones the first in the data set. Ranked by outputs, not by probabilities,
     * of which many may round to 1.
     *
     * @param table what the answers are measured against
     * @param images the column to be looked at
     * @param most how many at most
     */
    public static List<Mistake> of(TargetTable table, TestPredictions answers, Column images, int most) {
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
                .limit(most)
                .map(each -> new Mistake(
                        each.example, each.target, each.answer, each.score, images.rows(new int[] {each.example})))
                .toList();
    }

    private static void classes(TargetTable table, TestPredictions answers, int i, List<Wrong> wrong) {
        float right = answers.targets()[i];
        int units = table.units();
        int said = TestPredictions.largest(answers.scores(), i * units, units);
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
