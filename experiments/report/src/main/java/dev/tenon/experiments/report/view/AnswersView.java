package dev.tenon.experiments.report.view;

import dev.tenon.api.training.Targets;
import dev.tenon.experiments.report.draw.LineChart;
import dev.tenon.experiments.report.draw.Marker;
import dev.tenon.experiments.report.draw.Series;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Interval;
import dev.tenon.experiments.views.AnswerCounts;
import dev.tenon.experiments.views.WorstMistakes;
import java.util.ArrayList;
import java.util.List;

/** What was answered to what: of classes a confusion matrix, of things how often each is found and missed. */
final class AnswersView {

    /** The widest a picture is, in CSS pixels. */
    private static final int MISTAKE = 96;

    /** Parts of each step between two false-positive rates. */
    private static final int PIECES = 8;

    /** Recalls that are drawn are so far from each other. */
    private static final double APART = 0.01;

    private final ExperimentResult result;
    private final Arms arms;

    AnswersView(ExperimentResult result, ExperimentComparison comparison) {
        this.result = result;
        this.arms = new Arms(comparison);
    }

    /** The tables of all arms, those of one after each other. */
    List<TableView> tables() {
        List<TableView> tables = new ArrayList<>();
        for (Features features : result.features()) {
            features.counts().ifPresent(counts -> {
                String arm = features.trial().arm() + ", test answers of " + Words.count(counts.seeds(), "seed")
                        + " together";
                List<String> names = names(features, counts);
                if (counts.kind() == Targets.CLASSES) {
                    tables.add(TableView.of(counts.confusion(arm, names), arms));
                }
                String each = arm + ", " + (counts.kind() == Targets.CLASSES ? "class by class" : "label by label");
                tables.add(TableView.of(counts.each(each, names), arms));
            });
        }
        return tables;
    }

    /** The most confident wrong answers of each arm's first seed, with their images. */
    List<PictureTable> mistakes() {
        List<PictureTable> tables = new ArrayList<>();
        for (Features features : result.features()) {
            List<WorstMistakes.Mistake> mistakes = features.mistakes();
            if (mistakes.isEmpty()) {
                continue;
            }
            int size = features.image().size();
            float[] all = new float[mistakes.size() * size];
            for (int i = 0; i < mistakes.size(); i++) {
                System.arraycopy(mistakes.get(i).pixels(), 0, all, i * size, size);
            }
            Pixels pixels = new Pixels(features.image(), all);
            List<String> head = new ArrayList<>(List.of("seed"));
            List<Figure> pictures = new ArrayList<>();
            for (int i = 0; i < mistakes.size(); i++) {
                WorstMistakes.Mistake mistake = mistakes.get(i);
                String said = mistake.answer() + " (" + Figures.value(mistake.score(), 0.01) + ")";
                String alternative = "Example " + mistake.example() + ": " + mistake.target() + ", answered " + said;
                head.add("example " + mistake.example());
                pictures.add(new Figure(
                        MapsView.image(features.image(), pixels, i, MISTAKE, alternative),
                        mistake.target() + ", answered " + said));
            }
            String arm = features.trial().arm();
            tables.add(new PictureTable(
                    arm,
                    Marker.inline(arms.look(arm)),
                    false,
                    head,
                    List.of(new PictureTable.Row(Long.toString(features.trial().seed()), "", pictures))));
        }
        return tables;
    }

    /** How much each arm finds for how many false alarms, where it answers one yes or no. */
    List<Figure> rocs() {
        List<Series> series = new ArrayList<>();
        for (Features features : result.features()) {
            List<Double> roc = features.counts().map(AnswerCounts::roc).orElse(List.of());
            if (roc.size() > 1) {
                List<Series.Point> points = new ArrayList<>();
                for (int i = 0; i < roc.size(); i++) {
                    points.add(new Series.Point((double) i / (roc.size() - 1), roc.get(i), Double.NaN, Double.NaN));
                }
                String arm = features.trial().arm();
                series.add(new Series(arm, arms.look(arm), points));
            }
        }
        if (series.isEmpty()) {
            return List.of();
        }
        LineChart chart = new LineChart(
                "The receiver operating characteristic of each arm",
                "false-positive rate (1 - specificity)",
                "true-positive rate (sensitivity)",
                LineChart.Scale.LINEAR,
                new Interval(0, 1),
                false,
                false,
                series);
        return List.of(new Figure(
                chart.svg(),
                "Receiver operating characteristic: mean sensitivity over seeds at each false-positive rate.",
                chart.numbers()));
    }

    /**
     * How much of what each arm finds is right, where it answers one yes or no: each point of the mean receiver operating characteristic at
     * the test examples' share of positives (Davis and Goadrich, <i>The relationship between precision-recall and ROC curves</i>, 2006).
     */
    List<Figure> precisions() {
        List<Series> series = new ArrayList<>();
        for (Features features : result.features()) {
            features.counts().filter(counts -> counts.roc().size() > 1).ifPresent(counts -> {
                String arm = features.trial().arm();
                series.add(new Series(arm, arms.look(arm), precision(counts)));
            });
        }
        if (series.isEmpty()) {
            return List.of();
        }
        LineChart chart = new LineChart(
                "Precision against recall of each arm",
                "recall (sensitivity)",
                "precision",
                LineChart.Scale.LINEAR,
                new Interval(0, 1),
                false,
                false,
                series);
        return List.of(new Figure(
                chart.svg(),
                "Precision against recall: the receiver operating characteristic above, at the fraction of positives among the test examples.",
                chart.numbers()));
    }

    private static List<Series.Point> precision(AnswerCounts counts) {
        List<Double> roc = counts.roc();
        double positives = counts.present(counts.kind() == Targets.CLASSES ? 1 : 0);
        double negatives = counts.all() - positives;
        List<Series.Point> points = new ArrayList<>();
        if (roc.getFirst() > 0) {
            points.add(new Series.Point(0, 1, Double.NaN, Double.NaN));
        }
        double last = 0;
        // What is a line between two points of the one curve is a bow in the other.
        for (int i = 0; i <= (roc.size() - 1) * PIECES; i++) {
            int before = Math.min(i / PIECES, roc.size() - 2);
            double part = (double) i / PIECES - before;
            double recall = roc.get(before) + part * (roc.get(before + 1) - roc.get(before));
            double wrong = (double) i / PIECES / (roc.size() - 1) * negatives;
            double right = recall * positives;
            if (recall >= last + APART || (recall == 1 && last < 1)) {
                points.add(new Series.Point(recall, right / (right + wrong), Double.NaN, Double.NaN));
                last = recall;
            }
        }
        return points;
    }

    private static List<String> names(Features features, AnswerCounts counts) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < counts.counts().size(); i++) {
            names.add(i < features.names().size() ? features.names().get(i) : Integer.toString(i));
        }
        return names;
    }
}
