package dev.tenon.experiments.run;

import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.YesNo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often what was right and what was answered came together over the test examples, all seeds of an arm counted.
 *
 * @param kind classes, or signs
 * @param seeds how many
 * @param counts of classes {@code [right class][answered class]}; of signs, for each thing, {@code [thing][there and said, there and not
 *     said, not there and said, not there and not said]}
 * @param roc of one yes or no the fraction of what is there that is found, at equally spaced false-positive rates from 0 to 1, mean over
 *     seeds; else empty
 */
public record AnswerCounts(Targets kind, int seeds, List<List<Long>> counts, List<Double> roc) {

    /** More classes than that are no table that anyone reads. */
    private static final int MOST = 30;

    /**
     * Counts the answers of some trials.
     *
     * @param units of the network's output
     * @param all one after the other, so that they need not be in memory together
     * @return empty if they are of numbers, of more classes than a table shows, or not recorded
     */
    static Optional<AnswerCounts> of(Targets kind, int units, Stream<TestPredictions> all) {
        if (kind == Targets.NUMBERS || units > MOST) {
            return Optional.empty();
        }
        long[][] counts = new long[units][kind == Targets.CLASSES ? units : 4];
        int[] seeds = {0};
        Roc roc = new Roc();
        all.filter(answers -> answers.count() > 0).forEach(answers -> {
            seeds[0]++;
            if (YesNo.isOne(kind, units)) {
                roc.add(kind, answers);
            }
            for (int i = 0; i < answers.count(); i++) {
                if (kind == Targets.CLASSES) {
                    float right = answers.targets()[i];
                    if (!Float.isNaN(right)) {
                        counts[(int) right][largest(answers.scores(), i * units, units)]++;
                    }
                } else {
                    for (int unit = 0; unit < units; unit++) {
                        float sign = answers.targets()[i * units + unit];
                        if (!Float.isNaN(sign)) {
                            counts[unit][(sign > 0 ? 0 : 2) + (answers.scores()[i * units + unit] > 0 ? 0 : 1)]++;
                        }
                    }
                }
            }
        });
        return seeds[0] == 0
                ? Optional.empty()
                : Optional.of(new AnswerCounts(
                        kind,
                        seeds[0],
                        Arrays.stream(counts)
                                .map(row -> Arrays.stream(row).boxed().toList())
                                .toList(),
                        roc.mean()));
    }

    /** Examples that were counted: of signs, of each thing. */
    public long all() {
        return kind == Targets.CLASSES
                ? counts.stream()
                        .flatMap(List::stream)
                        .mapToLong(Long::longValue)
                        .sum()
                : counts.getFirst().stream().mapToLong(Long::longValue).sum();
    }

    /** Examples that are of a class or have a thing. */
    public long present(int unit) {
        List<Long> row = counts.get(unit);
        return (kind == Targets.CLASSES ? row : row.subList(0, 2))
                .stream().mapToLong(Long::longValue).sum();
    }

    /** Examples that are answered with a class or are said to have a thing. */
    public long said(int unit) {
        return kind == Targets.CLASSES
                ? counts.stream().mapToLong(row -> row.get(unit)).sum()
                : counts.get(unit).get(0) + counts.get(unit).get(2);
    }

    /** Examples that have it and are said to. */
    public long found(int unit) {
        return counts.get(unit).get(kind == Targets.CLASSES ? unit : 0);
    }

    /** The unit of the largest score, the first of equal ones. */
    public static int largest(float[] scores, int from, int units) {
        int best = 0;
        for (int unit = 1; unit < units; unit++) {
            if (scores[from + unit] > scores[from + best]) {
                best = unit;
            }
        }
        return best;
    }
}
