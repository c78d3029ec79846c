package dev.tenon.experiments.stats;

import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.data.YesNo;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.TrialId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What one trained network of each arm, the one that pictures are of, did on its test examples. Its intervals are about these networks
 * and other test examples of the kind, whatever seeds vary in.
 *
 * @param trial whose networks: seed and cell are those of all
 * @param rows one for each arm whose answers are recorded
 * @param areas how many areas are compared with the reference's, for which their p-values are corrected by Holm's method
 */
public record TestSet(TrialId trial, List<Row> rows, int areas) {

    /**
     * An arm's network.
     *
     * @param accuracy of all examples whose answer is known
     * @param sensitivity of the yes, where it is one yes or no; empty else
     * @param specificity of the no; empty like the sensitivity
     * @param auroc where it is one yes or no and there are two examples of either kind
     * @param area where the area lies; none where it cannot be told
     * @param minus that of the reference, on the same examples, its p corrected; empty for the reference and where examples differ
     */
    public record Row(
            String arm,
            Proportion accuracy,
            Optional<Proportion> sensitivity,
            Optional<Proportion> specificity,
            Optional<AurocEstimate> auroc,
            Interval area,
            Optional<AurocEstimate.Pair> minus) {}

    /** The answers of one network, those whose target is known. */
    private record Answered(TrialId trial, Targets kind, int units, TestPredictions answers, int[] known) {

        float target(int i) {
            return answers.targets()[known[i]];
        }

        /** Whether the same examples are a yes and a no, however either network is told. */
        boolean sameExamples(Answered other) {
            return Arrays.equals(known, other.known)
                    && Arrays.equals(answers.examples(), other.answers.examples())
                    && IntStream.range(0, known.length).allMatch(i -> target(i) > 0 == other.target(i) > 0);
        }
    }

    /** Of what is recorded; empty if nothing is. */
    static Optional<TestSet> of(ExperimentResult result, String reference, double confidence) {
        List<Answered> all = result.features().stream()
                .flatMap(features -> answered(result, features).stream())
                .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Optional<Answered> against = all.stream()
                .filter(each -> each.trial().arm().equals(reference))
                .findFirst();
        Optional<AurocEstimate> theirs = against.flatMap(TestSet::area);
        List<Row> rows = new ArrayList<>();
        for (Answered own : all) {
            String arm = own.trial().arm();
            boolean paired =
                    !arm.equals(reference) && against.filter(own::sameExamples).isPresent();
            rows.add(row(arm, own, area(own), paired ? theirs : Optional.empty(), confidence));
        }
        return Optional.of(corrected(all.getFirst().trial(), rows));
    }

    private static TestSet corrected(TrialId trial, List<Row> rows) {
        double[] p = rows.stream()
                .mapToDouble(row -> row.minus().map(AurocEstimate.Pair::p).orElse(Double.NaN))
                .toArray();
        int areas = (int) Arrays.stream(p).filter(each -> !Double.isNaN(each)).count();
        double[] adjusted = Holm.adjust(p, StrictMath.max(1, areas));
        List<Row> all = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double own = adjusted[i];
            all.add(new Row(
                    row.arm(),
                    row.accuracy(),
                    row.sensitivity(),
                    row.specificity(),
                    row.auroc(),
                    row.area(),
                    row.minus().map(pair -> new AurocEstimate.Pair(pair.difference(), pair.interval(), own))));
        }
        return new TestSet(trial, List.copyOf(all), areas);
    }

    private static Row row(
            String arm, Answered own, Optional<AurocEstimate> area, Optional<AurocEstimate> other, double confidence) {
        boolean one = YesNo.isOne(own.kind(), own.units());
        int[] right = new int[2];
        int[] all = new int[2];
        double[] scores = one ? YesNo.scores(own.kind(), own.answers().scores()) : new double[0];
        for (int i = 0; i < own.known().length; i++) {
            boolean yes = own.target(i) > 0;
            boolean correct = one
                    ? yes == scores[own.known()[i]] > 0
                    : (int) own.target(i)
                            == TestPredictions.largest(
                                    own.answers().scores(), own.known()[i] * own.units(), own.units());
            all[yes ? 1 : 0]++;
            right[yes ? 1 : 0] += correct ? 1 : 0;
        }
        return new Row(
                arm,
                Proportion.of(right[0] + right[1], all[0] + all[1], confidence),
                one ? Optional.of(Proportion.of(right[1], all[1], confidence)) : Optional.empty(),
                one ? Optional.of(Proportion.of(right[0], all[0], confidence)) : Optional.empty(),
                area,
                area.map(auroc -> auroc.interval(confidence)).orElse(Interval.NONE),
                area.flatMap(auroc -> other.map(reference -> auroc.minus(reference, confidence))));
    }

    private static Optional<AurocEstimate> area(Answered own) {
        if (!YesNo.isOne(own.kind(), own.units())) {
            return Optional.empty();
        }
        double[] all = YesNo.scores(own.kind(), own.answers().scores());
        double[] scores = Arrays.stream(own.known()).mapToDouble(i -> all[i]).toArray();
        boolean[] there = new boolean[scores.length];
        int yes = 0;
        for (int i = 0; i < there.length; i++) {
            there[i] = own.target(i) > 0;
            yes += there[i] ? 1 : 0;
        }
        boolean finite = Arrays.stream(scores).allMatch(Double::isFinite);
        return finite && yes > 1 && there.length - yes > 1
                ? Optional.of(AurocEstimate.of(scores, there))
                : Optional.empty();
    }

    private static Optional<Answered> answered(ExperimentResult result, Features features) {
        Optional<TestPredictions> answers = result.trials().stream()
                .filter(trial -> trial.id().equals(features.trial()))
                .map(trial -> trial.answers())
                .filter(each -> each.count() > 0)
                .findFirst();
        if (answers.isEmpty() || features.counts().isEmpty()) {
            return Optional.empty();
        }
        Targets kind = features.counts().get().kind();
        int count = answers.get().count();
        int units = answers.get().scores().length / count;
        // Of several things in one picture no share of answers is right: each has its own table.
        if (kind == Targets.SIGNS && units > 1) {
            return Optional.empty();
        }
        float[] targets = answers.get().targets();
        int[] known =
                IntStream.range(0, count).filter(i -> !Float.isNaN(targets[i])).toArray();
        return Optional.of(new Answered(features.trial(), kind, units, answers.get(), known));
    }
}
