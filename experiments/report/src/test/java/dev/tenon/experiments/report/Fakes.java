package dev.tenon.experiments.report;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.data.DataInputs.LoadedColumn;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.model.LayerSummary;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.StageRecord.LossPoint;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.testing.FakeExperiment;
import dev.tenon.experiments.views.AnswerCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Made-up results that look like those of the experiments that ship. */
final class Fakes {

    private static final int HEIGHT = 24;
    private static final int WIDTH = 40;
    private static final int IMAGES = 6;

    private Fakes() {}

    /** Six arms over six sizes of training set, ten seeds; some trials of deep diverge. */
    static ExperimentResult tenFromOneAndZero() {
        return grid("whole", "composed");
    }

    /** As {@link #tenFromOneAndZero}, with names that attack a page, a terminal and a table. */
    static ExperimentResult hostile() {
        return grid("<script>alert('arm')</script>", "\u001b[31mred\u202e\"&,\n");
    }

    /** An arm that learns wholes, and one that learns parts first. */
    static ExperimentResult composed() {
        List<LoadedColumn> columns = List.of(new LoadedColumn("image", 64), new LoadedColumn("label", 1));
        return new FakeExperiment()
                .arms("whole", "composed")
                .inputs(new DataInputs(
                        List.of(),
                        List.of(
                                new LoadedSet("digits", 100, columns, "", 64),
                                new LoadedSet("parts", 100, columns, "", 64)),
                        List.of()))
                .run(id -> {
                    double value = 0.8 + 0.01 * FakeExperiment.normal(id, "own");
                    Map<String, Double> metrics = Map.of("test.accuracy", value);
                    return id.arm().equals("whole")
                            ? FakeExperiment.completed(id, metrics, 64, FakeExperiment.stage("whole", 64, 500))
                            : FakeExperiment.completed(
                                    id,
                                    metrics,
                                    64,
                                    FakeExperiment.stage("composed", "parts", 32, 500),
                                    FakeExperiment.stage("composed", "digits", 32, 500));
                });
    }

    private static ExperimentResult grid(String whole, String composed) {
        String[] arms = {"pixels", "mlp", whole, composed, "composed-tuned", "deep"};
        Map<String, String> last = new LinkedHashMap<>();
        last.put("train.examples", "512");
        List<Features> features = new ArrayList<>();
        for (int a = 0; a < arms.length; a++) {
            features.add(features(new TrialId(arms[a], last, 0), a));
        }
        return new FakeExperiment()
                .named(
                        "ten-from-one-and-zero",
                        "Does composing \"10\" from \"1\" and \"0\" need fewer examples than learning it whole?")
                .arms(arms)
                .data("pair")
                .vary("train.examples", 16, 32, 64, 128, 256, 512)
                .comparing(
                        FakeExperiment.compare("test.auroc", Optional.of(whole), 0.005, CompareSpec.Match.PARAMETERS))
                .features(features)
                .run(id -> trial(id, List.of(arms).indexOf(id.arm())));
    }

    private static TrialRecord trial(TrialId id, int arm) {
        int examples = Integer.parseInt(id.factors().getOrDefault("train.examples", "64"));
        StageRecord stage = stage(id, arm, examples);
        if (arm == 5 && id.seed() == 7 && examples <= 32) {
            return FakeExperiment.diverged(id, stage);
        }
        double skill = new double[] {0.4, 0.5, 1.0, 1.6, 1.7, 1.05}[arm];
        double ease = StrictMath.log(examples / 8.0) / StrictMath.log(2);
        double base = 1 - 0.5 * StrictMath.exp(-0.35 * skill * ease);
        double spread = 0.06 / StrictMath.sqrt(examples / 16.0);
        TrialId shared = new TrialId("all", id.factors(), id.seed());
        double auroc = StrictMath.clamp(
                base + spread * (FakeExperiment.normal(shared, "draw") + 0.4 * FakeExperiment.normal(id, "own")), 0, 1);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("test.loss", 0.7 * (1.05 - auroc));
        metrics.put("test.accuracy", 0.5 + (auroc - 0.5) * 0.8);
        metrics.put("test.auroc", auroc);
        return FakeExperiment.completed(id, metrics, arm == 3 || arm == 4 ? 2 * examples : examples, stage);
    }

    private static StageRecord stage(TrialId id, int arm, int examples) {
        List<LossPoint> losses = new ArrayList<>();
        double floor = new double[] {0.5, 0.35, 0.12, 0.08, 0.05, 0.1}[arm];
        long perEpoch = StrictMath.max(1, examples / 32);
        for (int epoch = 1; epoch <= 20; epoch++) {
            double noise = 0.03 * FakeExperiment.normal(id, "loss" + epoch);
            double loss = floor + (0.72 - floor) * StrictMath.exp(-0.22 * epoch) + StrictMath.abs(noise);
            losses.add(new LossPoint(epoch * perEpoch, loss, loss * 1.1));
        }
        List<LayerSummary> layers = new ArrayList<>();
        List<NamedTensor> weights = new ArrayList<>();
        if (arm == 0) {
            layers.add(layer("flatten", "flatten", List.of(960), 0, 0));
            layers.add(layer("dense", "dense", List.of(1), 961, 0));
            weights.add(tensor("main/dense/kernel", id, 960, 1));
        } else if (arm == 1) {
            layers.add(layer("flatten", "flatten", List.of(960), 0, 0));
            layers.add(layer("hidden", "dense", List.of(64), 61504, 0));
            layers.add(layer("dense", "dense", List.of(1), 65, 0));
            weights.add(tensor("main/hidden/kernel", id, 960, 64));
            weights.add(tensor("main/dense/kernel", id, 64, 1));
        } else if (arm == 2) {
            layers.add(layer("ten", "conv2d", List.of(17, 25, 4), 516, 16));
            layers.add(layer("pool", "global-max-pool", List.of(4), 0, 0));
            layers.add(layer("dense", "dense", List.of(1), 5, 0));
            weights.add(tensor("main/ten/kernel", id, 8, 16, 1, 4));
            weights.add(tensor("main/dense/kernel", id, 4, 1));
        } else {
            layers.add(layer("digit", "conv2d", List.of(17, 33, 8), 520, 8));
            layers.add(layer("ten", "conv2d", List.of(17, 22, 4), 388, 19));
            layers.add(layer("pool", "global-max-pool", List.of(4), 0, 0));
            layers.add(layer("dense", "dense", List.of(1), 5, 0));
            weights.add(tensor("main/digit/kernel", id, 8, 8, 1, 8));
            weights.add(tensor("main/ten/kernel", id, 1, 12, 8, 4));
            weights.add(tensor("main/dense/kernel", id, 4, 1));
        }
        long parameters = layers.stream().mapToLong(LayerSummary::parameters).sum();
        return new StageRecord(
                id.arm(),
                "main",
                "pair",
                examples,
                20 * perEpoch,
                parameters,
                parameters - (arm == 3 ? 520 : 0),
                parameters * 40,
                layers,
                losses,
                weights);
    }

    private static LayerSummary layer(String id, String type, List<Integer> shape, long parameters, int receptive) {
        return new LayerSummary(id, type, shape, parameters, parameters * 40, receptive == 0 ? 0 : 8, receptive, false);
    }

    /** A smooth bump of alternating sign for each filter. */
    private static NamedTensor tensor(String name, TrialId id, int... dims) {
        Shape shape = Shape.of(dims);
        RandomStream random = new RandomStream(id.seed(), name);
        float[] values = new float[shape.size()];
        int filters = dims[dims.length - 1];
        double[] phase = new double[filters];
        for (int f = 0; f < filters; f++) {
            phase[f] = 6 * random.nextDouble();
        }
        int width = dims.length == 4 ? dims[1] : WIDTH;
        int inner = dims.length == 4 ? dims[2] * filters : filters;
        for (int i = 0; i < values.length; i++) {
            int x = i / inner % width;
            int y = i / inner / width;
            int f = i % filters;
            double wave =
                    StrictMath.sin(phase[f] + 0.8 * x * StrictMath.cos(phase[f]) + 0.8 * y * StrictMath.sin(phase[f]));
            values[i] = (float) (0.3 * wave + 0.05 * random.nextGaussian());
        }
        return new NamedTensor(name, shape, values);
    }

    private static Features features(TrialId id, int arm) {
        float[] pixels = new float[IMAGES * HEIGHT * WIDTH];
        List<String> targets = new ArrayList<>();
        List<List<Annotation>> annotations = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            int top = 3 + 2 * i;
            int left = 4 + 3 * i;
            boolean ten = i % 2 == 0;
            one(pixels, i, top, ten ? left : left + 9);
            zero(pixels, i, top, ten ? left + 7 : left - 1);
            targets.add(ten ? "10" : "not 10");
            annotations.add(
                    ten
                            ? List.of(
                                    new Annotation("10", 0, -1, top, left, 8, 15),
                                    new Annotation("1", 1, 0, top, left, 8, 6),
                                    new Annotation("0", 1, 0, top, left + 7, 8, 8))
                            : List.of(
                                    new Annotation("1", 1, -1, top, left + 9, 8, 6),
                                    new Annotation("0", 1, -1, top, left - 1, 8, 8)));
        }
        List<Features.LayerFeatures> layers = new ArrayList<>();
        StageRecord stage = stage(id, arm, 512);
        for (LayerSummary summary : stage.layers()) {
            layers.add(new Features.LayerFeatures(
                    summary.id(), summary.type(), shape(summary), values(summary, pixels, id)));
        }
        float[] outputs = new float[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            outputs[i] = (i % 2 == 0 ? 1 : -1) * (0.2f + 0.4f * arm) + 0.1f * i;
        }
        return new Features(
                id,
                Shape.of(HEIGHT, WIDTH, 1),
                pixels,
                targets,
                annotations,
                List.of("10"),
                outputs,
                layers,
                spots(arm),
                Optional.of(new AnswerCounts(
                        Targets.SIGNS,
                        5,
                        List.of(List.of(900L + arm, 100L - arm, 80L, 920L)),
                        List.of(0.2, 0.5 + 0.05 * arm, 0.9, 1.0))));
    }

    /** Better on the left than on the right, but for the arms that look everywhere. */
    private static List<Features.Spot> spots(int arm) {
        List<Features.Spot> spots = new ArrayList<>();
        RandomStream random = new RandomStream(arm, "spots");
        for (int i = 0; i < 300; i++) {
            double row = 4 + 16 * random.nextDouble();
            double column = 8 + 24 * random.nextDouble();
            double chance = arm < 2 ? 1.1 - column / 32 : 0.8;
            spots.add(new Features.Spot(row, column, StrictMath.clamp(chance + 0.2 * random.nextGaussian(), 0, 1)));
        }
        return spots;
    }

    private static Shape shape(LayerSummary summary) {
        return Shape.of(IMAGES)
                .append(summary.shape().stream().mapToInt(Integer::intValue).toArray());
    }

    /** Local sums of the image with a different offset for each channel, cut at zero. */
    private static float[] values(LayerSummary summary, float[] pixels, TrialId id) {
        Shape shape = shape(summary);
        float[] values = new float[shape.size()];
        RandomStream random = new RandomStream(id.seed(), id.arm() + summary.id());
        if (shape.rank() == 2) {
            for (int i = 0; i < values.length; i++) {
                values[i] = shape.dim(1) == HEIGHT * WIDTH ? pixels[i] : (float) random.nextGaussian();
            }
            return values;
        }
        int channels = shape.dim(3);
        for (int i = 0; i < values.length; i++) {
            int c = i % channels;
            int x = i / channels % shape.dim(2);
            int y = i / channels / shape.dim(2) % shape.dim(1);
            int n = i / channels / shape.dim(2) / shape.dim(1);
            float sum = 0;
            for (int k = 0; k < 8; k++) {
                int row = StrictMath.min(HEIGHT - 1, y + (c % 2 == 0 ? k : 3));
                int column = StrictMath.min(WIDTH - 1, x + (c % 3 == 0 ? 3 : k));
                sum += (c % 4 == 3 ? -1 : 1) * pixels[(n * HEIGHT + row) * WIDTH + column];
            }
            values[i] = StrictMath.max(0, sum - 1 + (float) (0.1 * random.nextGaussian()));
        }
        return values;
    }

    private static void one(float[] pixels, int image, int top, int left) {
        for (int y = 0; y < 8; y++) {
            ink(pixels, image, top + y, left + 3, 1);
            ink(pixels, image, top + y, left + 4, 0.6f);
        }
        ink(pixels, image, top + 1, left + 2, 0.8f);
        ink(pixels, image, top + 2, left + 1, 0.4f);
    }

    private static void zero(float[] pixels, int image, int top, int left) {
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                double r = StrictMath.hypot((y - 3.5) / 3.6, (x - 3.5) / 3.0);
                ink(pixels, image, top + y, left + x, (float) StrictMath.max(0, 1 - 2.5 * StrictMath.abs(r - 0.9)));
            }
        }
    }

    private static void ink(float[] pixels, int image, int row, int column, float ink) {
        if (row >= 0 && row < HEIGHT && column >= 0 && column < WIDTH) {
            int at = (image * HEIGHT + row) * WIDTH + column;
            pixels[at] = StrictMath.max(pixels[at], ink);
        }
    }

    /** The lecture's filter over the lecture's image. */
    static ExperimentResult byHand() {
        TrialId id = new TrialId("cross", Map.of(), 0);
        float[] image = {-1, -1, -1, -1, -1, -1, -1, -1, 1, -1, -1, -1, 1, -1, 1, -1, -1, -1, 1, -1, -1, -1, -1, -1, -1
        };
        float[] filter = {-1, 1, -1, 1, -1, 1, -1, 1, -1};
        float[] map = {-1, 5, -5, 3, -5, 9, -1, 5, -5};
        StageRecord stage = new StageRecord(
                "cross",
                "main",
                "image",
                0,
                0,
                9,
                0,
                81,
                List.of(
                        new LayerSummary("cross", "conv2d", List.of(3, 3, 1), 9, 81, 3, 3, true),
                        new LayerSummary("present", "global-max-pool", List.of(1), 0, 0, 0, 0, false)),
                List.of(),
                List.of(new NamedTensor("main/cross/kernel", Shape.of(3, 3, 1, 1), filter)));
        Features features = new Features(
                id,
                Shape.of(5, 5, 1),
                image,
                List.of("cross"),
                List.of(List.of()),
                List.of("cross"),
                new float[] {9},
                List.of(
                        new Features.LayerFeatures("cross", "conv2d", Shape.of(1, 3, 3, 1), map),
                        new Features.LayerFeatures("present", "global-max-pool", Shape.of(1, 1), new float[] {9})),
                List.of(),
                Optional.empty());
        return new FakeExperiment()
                .named("convolution-by-hand", "What does a filter answer as it moves over an image?")
                .arms("cross")
                .seeds(1)
                .features(List.of(features))
                .run(trial -> FakeExperiment.completed(trial, Map.of(), 0, stage));
    }
}
