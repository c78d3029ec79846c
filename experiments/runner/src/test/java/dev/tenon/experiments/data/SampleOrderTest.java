package dev.tenon.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.run.Trials;
import dev.tenon.experiments.spec.StageSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In which order, and how often, examples are learned from. */
final class SampleOrderTest {

    private static final int COUNT = 60;
    private static final int[] CHOSEN = IntStream.range(0, COUNT).toArray();

    /** Of 60 examples 48 are of class a, 9 of class b, 3 of class c; weights are 0, 1, 2, 0, 1, 2, … */
    private static Examples examples() {
        float[] labels = new float[COUNT];
        float[] weights = new float[COUNT];
        float[] none = new float[COUNT];
        float[] negative = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            labels[i] = i < 48 ? 0 : i < 57 ? 1 : 2;
            weights[i] = i % 3;
            negative[i] = i - 1;
        }
        return Examples.of(Shape.of(1, 1, 1), new float[COUNT])
                .classes(labels, List.of("a", "b", "c"))
                .column(new Column("weight", Targets.NUMBERS, Shape.of(1), List.of(), weights))
                .column(new Column("none", Targets.NUMBERS, Shape.of(1), List.of(), none))
                .column(new Column("negative", Targets.NUMBERS, Shape.of(1), List.of(), negative))
                .split(Split.TRAIN, CHOSEN)
                .build();
    }

    private static StageSpec stage(String sample) {
        String text = """
                experiment: bars
                data: {bars: {type: bars}}
                defaults: {data: bars, train: {epochs: 1, loss: logistic SAMPLE}}
                arms: {one: {layers: [flatten, {type: dense, units: 1}]}}
                """.replace(" SAMPLE", sample.isEmpty() ? "" : ", sample: " + sample);
        return Trials.plan(Trials.services(), text).first().arms().getFirst().last();
    }

    private static SampleOrder order(String sample, long seed) {
        return SampleOrder.of(stage(sample), examples(), CHOSEN, seed);
    }

    @Test
    void withoutSampleEveryEpochHasEveryExampleOnce() {
        int[] order = order("", 3).epoch(2);
        assertArrayEquals(Sampler.order("bars", 3, 2, COUNT), order, "as it always was");
    }

    @Test
    void balancedEveryRoundHasEveryClassOnce() {
        float[] labels = examples().targets();
        for (int epoch = 0; epoch < 3; epoch++) {
            int[] order = order("balanced", 3).epoch(epoch);
            assertEquals(COUNT, order.length);
            for (int round = 0; round < COUNT; round += 3) {
                float[] classes = {labels[order[round]], labels[order[round + 1]], labels[order[round + 2]]};
                Arrays.sort(classes);
                assertArrayEquals(new float[] {0, 1, 2}, classes, "round " + round / 3);
            }
            assertEquals(20, Arrays.stream(order).filter(i -> i < 48).distinct().count(), "of many, each once at most");
            for (int rare = 57; rare < 60; rare++) {
                int each = rare;
                long times = Arrays.stream(order).filter(i -> i == each).count();
                assertTrue(times == 6 || times == 7, "of three, each as often as any other: " + times);
            }
        }
    }

    @Test
    void anEpochIsAFunctionOfSeedAndEpoch() {
        for (String sample : List.of("balanced", "{by: weight}")) {
            int[] third = order(sample, 3).epoch(2);
            SampleOrder again = order(sample, 3);
            again.epoch(0);
            assertArrayEquals(third, again.epoch(2), "whatever was asked for before");
            assertFalse(Arrays.equals(third, again.epoch(3)), "another epoch");
            assertFalse(Arrays.equals(third, order(sample, 4).epoch(2)), "another seed");
        }
    }

    @Test
    void byWeightAnExampleComesUpAsOftenAsItsWeightSays() {
        double[] seen = new double[COUNT];
        int epochs = 50;
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] times = new int[COUNT];
            for (int position : order("{by: weight}", 1).epoch(epoch)) {
                times[position]++;
                seen[position] += 1.0 / epochs;
            }
            for (int i = 0; i < COUNT; i++) {
                int share = i % 3; // 60 draws, and the weights add up to 60
                assertTrue(Math.abs(times[i] - share) <= 1, times[i] + " times at weight " + share);
                assertTrue(share > 0 || times[i] == 0, "a weight of 0 never");
            }
        }
        for (int i = 0; i < COUNT; i++) {
            assertEquals(i % 3, seen[i], 0.01, "example " + i);
        }
    }

    @Test
    void whatCannotBeIsSaid() {
        refused("{by: wieght}", "no such column; did you mean \"weight\"?");
        refused("{by: label}", "not one number an example; for classes write {balanced: true, by: label}");
        refused("{by: none}", "weights are all 0");
        refused("{by: negative}", "-1.0 is not a weight");
        refused("{balanced: true, by: weight}", "not one class an example");
    }

    private static void refused(String sample, String words) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> order(sample, 1))
                .getMessage());
        assertTrue(message.contains(words), message);
    }
}
