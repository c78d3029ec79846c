package dev.tenon.plugins.analyses;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.training.Targets;
import dev.tenon.testkit.TestLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Images of 6 x 6 pixels of three colours, with a block of 2 x 2 pixels of one of them, the image's class, and a column of which pixels
 * are whose; and a network whose units are one for each colour, in another order than the classes.
 */
final class Blocks {

    static final int SIZE = 6;
    static final int COUNT = 24;
    static final List<String> COLOURS = List.of("red", "green", "blue");

    /** The unit of each class. */
    static final int[] UNIT_OF = {2, 0, 1};

    private Blocks() {}

    static Examples examples() {
        RandomStream random = new RandomStream(6, "blocks");
        float[] images = new float[COUNT * SIZE * SIZE * 3];
        float[] masks = new float[COUNT * SIZE * SIZE];
        float[] signs = new float[COUNT * SIZE * SIZE * 2];
        float[] labels = new float[COUNT];
        float[] warm = new float[COUNT];
        Arrays.fill(signs, -1);
        for (int i = 0; i < COUNT; i++) {
            int colour = i % 3;
            labels[i] = colour;
            warm[i] = colour == 0 ? 1 : -1;
            int top = random.nextInt(SIZE - 1);
            int left = random.nextInt(SIZE - 1);
            for (int pixel = 0; pixel < 4; pixel++) {
                int at = (i * SIZE + top + pixel / 2) * SIZE + left + pixel % 2;
                images[at * 3 + colour] = 1;
                masks[at] = 1 + colour;
                if (colour < 2) {
                    signs[at * 2 + colour] = 1;
                }
            }
        }
        int[] all = new int[COUNT];
        Arrays.setAll(all, i -> i);
        return Examples.of(Shape.of(SIZE, SIZE, 3), images)
                .classes(labels, COLOURS)
                .column(Column.classes("mask", Shape.of(SIZE, SIZE), masks, List.of("ground", "red", "green", "blue")))
                .column(new Column("signs", Targets.SIGNS, Shape.of(SIZE, SIZE, 2), List.of("red", "green"), signs))
                .column(new Column("warm", Targets.SIGNS, Shape.of(1), List.of("warm"), warm))
                .split(Split.TEST, all)
                .build();
    }

    /** A 1 x 1 convolution that picks colours, the largest answer of each unit, and a class for each. */
    static List<TestLayer> layers() {
        float[] kernel = new float[9];
        float[] weights = new float[9];
        for (int colour = 0; colour < 3; colour++) {
            kernel[colour * 3 + UNIT_OF[colour]] = 1;
            weights[UNIT_OF[colour] * 3 + colour] = 1;
        }
        float[] drawn = new float[9];
        RandomStream random = new RandomStream(7, "blocks");
        for (int i = 0; i < 9; i++) {
            drawn[i] = (float) random.nextGaussian();
        }
        return List.of(
                layer(
                        "colours",
                        1,
                        new TestLayer.TestWeights("kernel", Shape.of(1, 1, 3, 3), kernel, drawn),
                        (before, own) -> Ops.conv2d(of(before, "image"), of(own, "kernel"), Window.of(1, 1), 1)),
                new TestLayer(
                        "largest",
                        "global-max-pool",
                        0,
                        0,
                        0,
                        0,
                        List.of(),
                        (before, own) -> Ops.maxOver(of(before, "colours"), 1, 2)),
                layer(
                        "classes",
                        0,
                        new TestLayer.TestWeights("weights", Shape.of(3, 3), weights, weights),
                        (before, own) -> Ops.matmul(
                                Ops.reshape(
                                        of(before, "largest"),
                                        Shape.of(of(before, "largest").shape().dim(0), 3)),
                                of(own, "weights"))));
    }

    private static TestLayer layer(String id, int sees, TestLayer.TestWeights weights, TestLayer.Body body) {
        return new TestLayer(id, "layer", sees, sees, sees, sees, List.of(weights), body);
    }

    private static Value of(Map<String, Value> values, String name) {
        return Objects.requireNonNull(values.get(name));
    }
}
