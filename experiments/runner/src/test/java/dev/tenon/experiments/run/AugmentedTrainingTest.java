package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.experiments.data.Augmenter;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.Mixup;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.StageSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Training examples that are changed at random. */
final class AugmentedTrainingTest {

    private static final String TEXT = """
            experiment: bars
            data: {bars: {type: bars, train: 40, validation: 20}}
            defaults:
              data: bars
              train: {epochs: 5, batch: 16, loss: logistic, optimizer: {type: sgd, rate: 0.05},
                augment: [{type: shift, pixels: 1}, flip, {type: noise, deviation: 0.2}]}
            arms:
              mlp: {layers: [flatten, {type: dense, units: 8, activation: relu}, {type: dense, units: 1}]}
              same: {like: mlp}
              plain: {like: mlp, train: {augment: []}}
              without: {like: mlp, train: {augment: []}}
            design: {seeds: 2}
            """;

    private static final String SCENES = """
            experiment: scenes
            data:
              digits: {type: uci-digits}
              scenes: {type: digit-scenes, from: digits, canvas: [12, 12], find: ["7"], digits: 1, also: [mask, centre],
                examples: {train: 30, validation: 0, test: 10}}
            defaults:
              data: scenes
              train: {epochs: 3, batch: 8, objective: [{loss: softmax-cross-entropy, against: mask}],
                augment: [{type: rotate, degrees: 30}, {type: cutout, size: 3}, {type: noise, deviation: 0.1}]}
            arms:
              pixels: {layers: [{type: conv2d, filters: 11, kernel: 3, padding: same}]}
            design: {seeds: 1}
            """;

    private static Examples load(ExperimentSpec spec, StageSpec stage) {
        return new DataLoader(Path.of("")).load(spec, stage.data());
    }

    private static ExperimentSpec spec(String text, String... overrides) {
        return Trials.plan(Trials.services(), text, overrides).first();
    }

    @Test
    void theSameBitsOnAnyNumberOfThreadsAndForEveryArm() {
        ExperimentResult one = Trials.run(TEXT);
        assertEquals(Trials.bits(one), Trials.bits(Trials.run(Trials.services(), TEXT, 4)));
        for (int seed = 0; seed < 2; seed++) {
            float[] scores = Trials.trial(one, "mlp", seed).answers().scores();
            assertArrayEquals(
                    scores, Trials.trial(one, "same", seed).answers().scores(), "the same changes in both arms");
            assertNotEquals(
                    Trials.bits(scores),
                    Trials.bits(Trials.trial(one, "plain", seed).answers().scores()),
                    "changes matter");
        }
    }

    @Test
    void withoutAugmentationsEverythingStaysAsItWas() {
        String none = TEXT.replaceAll(",\\s+augment: .*\\]\\}", "}").replace(", train: {augment: []}", "");
        assertTrue(!none.contains("augment"), none);
        assertArrayEquals(
                Trials.trial(Trials.run(none), "mlp", 1).answers().scores(),
                Trials.trial(Trials.run(TEXT), "without", 1).answers().scores());
    }

    @Test
    void examplesAreChangedByThemselvesAndAnewInEachEpoch() {
        ExperimentSpec spec = spec(TEXT);
        StageSpec stage = spec.arms().getFirst().last();
        Column image = load(spec, stage).columns().getFirst();
        Augmenter augmenter = Augmenter.of(stage, List.of(image), 7).orElseThrow();
        int[] all = IntStream.range(0, 40).toArray();
        float[] together = augmenter.changed(image, all, 2, true).values();
        int width = image.shape().size();
        for (int example : new int[] {0, 17, 39}) {
            float[] alone =
                    augmenter.changed(image, new int[] {example}, 2, true).values();
            assertArrayEquals(Arrays.copyOfRange(together, example * width, (example + 1) * width), alone);
        }
        assertNotEquals(
                Trials.bits(together),
                Trials.bits(augmenter.changed(image, all, 3, true).values()),
                "another epoch");
        assertNotEquals(
                Trials.bits(together),
                Trials.bits(Augmenter.of(stage, List.of(image), 8)
                        .orElseThrow()
                        .changed(image, all, 2, true)
                        .values()),
                "another seed");
    }

    /** An epoch's examples do not depend on the batch: with gradients that do not move, so do the losses of whole epochs. */
    @Test
    void theBatchChangesNoExample() {
        double[] means = new double[2];
        for (int i = 0; i < 2; i++) {
            ExperimentResult result = Trials.run(
                    TEXT, "train.optimizer.rate=1e-30", "train.epochs=3", "train.batch=" + (i == 0 ? 40 : 8));
            means[i] = Trials.trial(result, "mlp", 0).last().losses().stream()
                    .skip(i == 0 ? 0 : 10)
                    .limit(i == 0 ? 3 : 5)
                    .mapToDouble(StageRecord.LossPoint::training)
                    .skip(i == 0 ? 2 : 0)
                    .average()
                    .orElseThrow();
        }
        assertEquals(means[0], means[1], 1e-6, "the mean loss of the third epoch");
    }

    @Test
    void aMaskGoesWithItsImageAndOtherTargetsStay() {
        ExperimentSpec spec = spec(SCENES, "train.augment=[{type: shift, pixels: 3}]");
        StageSpec stage = spec.arms().getFirst().last();
        Examples examples = load(spec, stage);
        Augmenter augmenter = Augmenter.of(stage, examples.columns(), 3).orElseThrow();
        int[] train = examples.split(Split.TRAIN);
        float[] image =
                augmenter.changed(examples.columns().getFirst(), train, 1, true).values();
        Column mask = examples.column("mask").orElseThrow();
        float[] moved = augmenter.changed(mask, train, 1, false).values();
        assertNotEquals(Trials.bits(mask.rows(train)), Trials.bits(moved));
        int side = 12;
        for (int i = 0; i < train.length; i++) {
            float[] before = mask.rows(new int[] {train[i]});
            float[] pixels = examples.pixels(train[i]);
            int found = 0;
            for (int down = -3; down <= 3; down++) {
                for (int across = -3; across <= 3; across++) {
                    boolean both = true;
                    for (int place = 0; place < side * side; place++) {
                        int row = place / side + down;
                        int column = place % side + across;
                        boolean inside = row >= 0 && row < side && column >= 0 && column < side;
                        both &= !inside
                                || (image[i * side * side + place] == pixels[row * side + column]
                                        && moved[i * side * side + place] == before[row * side + column]);
                    }
                    found += both ? 1 : 0;
                }
            }
            assertTrue(found > 0, "one shift explains both the image and the mask of example " + i);
        }
        Column centre = examples.column("centre").orElseThrow();
        assertEquals(
                Trials.bits(centre.rows(train)),
                Trials.bits(augmenter.changed(centre, train, 1, false).values()));
    }

    @Test
    void whatChangesValuesLeavesTargetsAlone() {
        ExperimentSpec spec = spec(SCENES, "train.augment=[{type: cutout, size: 5}, {type: noise, deviation: 1}]");
        StageSpec stage = spec.arms().getFirst().last();
        Examples examples = load(spec, stage);
        Augmenter augmenter = Augmenter.of(stage, examples.columns(), 3).orElseThrow();
        int[] train = examples.split(Split.TRAIN);
        for (String name : List.of("image", "mask")) {
            Column column = examples.column(name).orElseThrow();
            float[] target = augmenter.changed(column, train, 1, false).values();
            assertEquals(Trials.bits(column.rows(train)), Trials.bits(target), name + " as a target");
        }
        assertEquals(
                TrialRecord.Status.COMPLETED,
                Trials.run(SCENES).trials().getFirst().status());
    }

    @Test
    void mixupMixesInputsAndLossesByTheSameShare() {
        Mixup mixup = Mixup.of("data", 5, 2, new int[] {3, 1, 8, 9}, 0.4);
        float[] mixed = mixup.mixed(new float[] {1, 10, 2, 20, 4, 40, 8, 80});
        float[] ones = {1, 2, 4, 8};
        for (int i = 0; i < 4; i++) {
            float share = mixup.share()[i];
            assertTrue(share >= 0 && share <= 1, "share " + share);
            float expected = share * ones[i] + (1 - share) * ones[mixup.partners()[i]];
            assertEquals(expected, mixed[2 * i], 1e-6);
            assertEquals(10 * expected, mixed[2 * i + 1], 1e-5);
        }
        float again = Mixup.of("data", 5, 2, new int[] {8}, 0.4).share()[0];
        assertEquals(mixup.share()[2], again, "an example's share is its own");

        // B(a, a) has mean 1/2 and variance 1 / (4 (2 a + 1)).
        for (double alpha : new double[] {0.2, 1, 3}) {
            float[] shares = Mixup.of("data", 1, 0, IntStream.range(0, 20_000).toArray(), alpha)
                    .share();
            double mean = 0;
            double squares = 0;
            for (float share : shares) {
                mean += share / (double) shares.length;
                squares += share * share / (double) shares.length;
            }
            assertEquals(0.5, mean, 0.01, "mean of B(" + alpha + ")");
            assertEquals(1 / (4 * (2 * alpha + 1)), squares - mean * mean, 0.004, "variance of B(" + alpha + ")");
        }
    }

    /** With shares of 0 or 1, as a tiny mixup gives them, each example is one of the two whole, with its own target. */
    @Test
    void theLossOfAMixtureIsThatOfBothTargets() {
        String text = TEXT.replaceAll("augment: .*\\]\\}", "mixup: 1e-9}").replace("augment: []", "epochs: 5");
        ExperimentResult result =
                Trials.run(text, "train.optimizer.rate=1e-30", "train.epochs=1", "train.batch=40", "design.seeds=1");
        TrialRecord trial = Trials.trial(result, "mlp", 0);
        ExperimentSpec spec = spec(text);
        Examples examples = load(spec, spec.arms().getFirst().last());
        Mixup mixup = Mixup.of("bars", trial.id().seed(), 0, new int[40], 1e-9);
        assertTrue(IntStream.range(0, 40).allMatch(i -> mixup.share()[i] == 0 || mixup.share()[i] == 1));
        ExperimentResult plain = Trials.run(
                text.replace("mixup: 1e-9", "share: 1"),
                "train.optimizer.rate=1e-30",
                "train.epochs=1",
                "train.batch=40",
                "design.seeds=1");
        double mixed = trial.last().losses().getFirst().training();
        double own = Trials.trial(plain, "mlp", 0).last().losses().getFirst().training();
        assertEquals(own, mixed, 0.2 * own, "a resample of the same examples");
        assertTrue(examples.size() > 0 && Double.isFinite(mixed));
    }
}
