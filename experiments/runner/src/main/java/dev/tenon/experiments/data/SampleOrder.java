package dev.tenon.experiments.data;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.spec.SampleSpec;
import dev.tenon.experiments.spec.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The order in which examples are learned from: for each epoch as many draws as there are examples, a function of the seed, the data set
 * and the epoch alone, so that it is the same for all arms and any minibatch.
 *
 * <p>Unless the file says otherwise, an epoch has every example once, in random order. <em>Balanced</em>, it goes round the classes in an
 * order that is drawn for each round, and takes of each class its examples in random order, again from the start where there are no more:
 * as many successive draws as there are classes hold each class once. <em>By weights</em>, an example comes up as often as its weight's
 * share of all weights says, to one more or less: draws are equally spaced along the weights, laid end to end in random order, and
 * then put in random order (systematic sampling).
 */
public final class SampleOrder {

    private final String data;
    private final long seed;
    private final int count;
    private final List<int[]> classes;
    private final float[] weights;

    private SampleOrder(String data, long seed, int count, List<int[]> classes, float[] weights) {
        this.data = data;
        this.seed = seed;
        this.count = count;
        this.classes = classes;
        this.weights = weights;
    }

    /**
     * The order of a stage.
     *
     * @param chosen the examples that it learns from
     * @throws IllegalArgumentException if the data set cannot be sampled so, with a message that begins with a verb
     */
    public static SampleOrder of(StageSpec stage, Examples examples, int[] chosen, long seed) {
        Optional<SampleSpec> sample = stage.train().sample();
        List<int[]> classes = List.of();
        float[] weights = new float[0];
        if (sample.isPresent()) {
            String name = sample.get().by().orElse(examples.target().name());
            Column column = examples.column(name)
                    .orElseThrow(() -> new IllegalArgumentException("has train.sample by \"" + name
                            + "\", but data set " + stage.data() + " has no such column"
                            + Suggestions.hintAndList(
                                    name,
                                    examples.columns().stream()
                                            .map(Column::name)
                                            .toList(),
                                    "Its columns are",
                                    "")));
            if (sample.get().balanced()) {
                classes = classes(column, chosen);
            } else {
                weights = weights(column, chosen);
            }
        }
        return new SampleOrder(stage.data(), seed, chosen.length, classes, weights);
    }

    /** The positions of each class's examples. */
    private static List<int[]> classes(Column column, int[] chosen) {
        boolean sign = column.kind() == Targets.SIGNS && column.units() == 1;
        if (column.positions().rank() > 0 || !(column.kind() == Targets.CLASSES || sign)) {
            throw new IllegalArgumentException("has train.sample balanced, but \"" + column.name()
                    + "\" is not one class an example; name a column that is, such as {balanced: true, by: label}");
        }
        TreeMap<Float, List<Integer>> byClass = new TreeMap<>();
        for (int i = 0; i < chosen.length; i++) {
            float each = column.values()[chosen[i]];
            if (Float.isNaN(each)) {
                throw new IllegalArgumentException("has train.sample balanced, but of \"" + column.name()
                        + "\" not every example's class is known; remove sample");
            }
            byClass.computeIfAbsent(each, key -> new ArrayList<>()).add(i);
        }
        return byClass.values().stream()
                .map(positions -> positions.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static float[] weights(Column column, int[] chosen) {
        if (column.kind() != Targets.NUMBERS || column.shape().size() != 1) {
            throw new IllegalArgumentException("has train.sample by \"" + column.name()
                    + "\", which is not one number an example; "
                    + (column.kind() == Targets.NUMBERS
                            ? "name a column that is"
                            : "for classes write {balanced: true, by: " + column.name() + "}"));
        }
        float[] weights = column.rows(chosen);
        double sum = 0;
        for (float weight : weights) {
            if (!(weight >= 0) || Float.isInfinite(weight)) {
                throw new IllegalArgumentException("has train.sample by \"" + column.name() + "\", of which " + weight
                        + " is not a weight; a weight is a number of at least 0");
            }
            sum += weight;
        }
        if (sum == 0) {
            throw new IllegalArgumentException("has train.sample by \"" + column.name()
                    + "\", whose weights are all 0; at least one must be above 0");
        }
        return weights;
    }

    /** Positions among the chosen examples, as many as there are of them. */
    public int[] epoch(int epoch) {
        if (!classes.isEmpty()) {
            return balanced(epoch);
        }
        return weights.length > 0 ? weighted(epoch) : Sampler.order(data, seed, epoch, count);
    }

    private int[] balanced(int epoch) {
        RandomStream rounds = new RandomStream(seed, "balance/" + data, epoch);
        List<int[]> shuffled = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            int[] members = classes.get(i).clone();
            new RandomStream(seed, "balance/" + data + "/" + i, epoch).shuffle(members);
            shuffled.add(members);
        }
        int[] order = new int[count];
        int[] round = {};
        for (int at = 0; at < count; at++) {
            int turn = at % classes.size();
            if (turn == 0) {
                round = rounds.permutation(classes.size());
            }
            int[] members = shuffled.get(round[turn]);
            order[at] = members[at / classes.size() % members.length];
        }
        return order;
    }

    private int[] weighted(int epoch) {
        RandomStream random = new RandomStream(seed, "weights/" + data, epoch);
        int[] laid = random.permutation(count);
        double sum = 0;
        for (int position : laid) {
            sum += weights[position];
        }
        double start = random.nextDouble();
        int[] order = new int[count];
        int at = -1;
        double end = 0;
        for (int draw = 0; draw < count; draw++) {
            double point = (start + draw) * (sum / count);
            // Rounding may put the last point at the very end; a weight of 0 has no point in it.
            while (at + 1 < count && (at < 0 || point >= end)) {
                at++;
                end += weights[laid[at]];
            }
            order[draw] = laid[at];
        }
        random.shuffle(order);
        return order;
    }
}
