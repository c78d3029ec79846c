package dev.tenon.experiments.views;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.data.YesNo;
import java.util.ArrayList;
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
    static final int MOST = 30;

    /**
     * Counts the answers of some trials.
     *
     * @param units of the network's output
     * @param all one after the other, so that they need not be in memory together
     * @return empty if they are of numbers, of more classes than a table shows, or not recorded
     */
    public static Optional<AnswerCounts> of(Targets kind, int units, Stream<TestPredictions> all) {
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
                        counts[(int) right][TestPredictions.largest(answers.scores(), i * units, units)]++;
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

    /**
     * How many examples of each class, down, were answered with which, across.
     *
     * @param names of the classes
     */
    public Table confusion(String caption, List<String> names) {
        List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.text("right, down; answered, across")));
        for (int answered = 0; answered < names.size(); answered++) {
            String name = names.get(answered);
            boolean usable = !name.isBlank()
                    && columns.stream().noneMatch(each -> each.name().equals(name));
            columns.add(TableColumn.count(usable ? name : name + " (" + answered + ")"));
        }
        Table.Builder table = Table.of(caption, columns.toArray(TableColumn[]::new));
        for (int right = 0; right < names.size(); right++) {
            List<Object> row = new ArrayList<>(List.of(names.get(right)));
            for (int answered = 0; answered < names.size(); answered++) {
                long count = counts.get(right).get(answered);
                row.add(Cell.of((double) count)
                        .in(right == answered ? Cell.Tone.GOOD : count == 0 ? Cell.Tone.MUTED : Cell.Tone.PLAIN));
            }
            table.row(row.toArray());
        }
        return table.build();
    }

    /**
     * How often each class or label is found and missed.
     *
     * @param names of them
     */
    public Table each(String caption, List<String> names) {
        Table.Builder table = Table.of(
                caption,
                TableColumn.text(kind == Targets.CLASSES ? "class" : "label"),
                TableColumn.count("examples"),
                TableColumn.value("recall (sensitivity)"),
                TableColumn.value("precision"),
                TableColumn.value("F1"),
                TableColumn.value("specificity"));
        for (int unit = 0; unit < names.size(); unit++) {
            long both = found(unit);
            long present = present(unit);
            long said = said(unit);
            table.row(
                    names.get(unit),
                    present,
                    (double) both / present,
                    (double) both / said,
                    2.0 * both / (present + said),
                    (double) (all() - present - said + both) / (all() - present));
        }
        return table.build();
    }
}
