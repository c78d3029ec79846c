package dev.tenon.testkit.cases;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole training steps, run several times: forward, loss, all gradients, and an optimizer's updates in one program. Batches
 * are odd, so that every partition has a short end.
 */
public final class NetCases {
    private static final int STEPS = 3;

    private NetCases() {}

    /** All of them. */
    public static List<Case> all() {
        return List.of(
                mlp(), lenet(), strips(), applied(), bigFilter(), residual(), grouped(), gathered(), swap(), dropout());
    }

    private static Case mlp() {
        var net = new Net("a multilayer perceptron with adam");
        Value x = net.b.leaf(Fill.NOISE, 33, 65);
        Value h = Ops.tanh(net.dense(x, 31));
        Value logits = net.dense(Ops.relu(net.dense(h, 17)), 5);
        return net.adam(Ops.mean(Ops.softmaxCrossEntropy(logits, net.labels(33))));
    }

    private static Case lenet() {
        var net = new Net("lenet with momentum");
        Value x = net.b.leaf(Fill.NOISE, 7, 16, 16, 1);
        Window half = Window.of(2, 2).stride(2, 2);
        Value h = Ops.maxPool(Ops.relu(net.conv(x, 6, Window.of(5, 5).pad(2, 2, 2, 2), 1)), half);
        h = Ops.maxPool(Ops.relu(net.conv(h, 16, Window.of(3, 3), 1)), half);
        h = Ops.relu(net.dense(Ops.flatten(h), 33));
        return net.momentum(Ops.mean(Ops.softmaxCrossEntropy(net.dense(h, 10), net.labels(7))));
    }

    /** Images of which two have whole groups of the pieces that a weight gradient sums; there are nine such pairs and one image. */
    private static Case strips() {
        var net = new Net("strips, two of which share a group of pieces");
        Value x = net.b.leaf(Fill.NOISE, 19, 30, 32, 1);
        Window half = Window.of(2, 2).stride(2, 2);
        Window same = Window.of(3, 3).pad(1, 1, 1, 1);
        Value h = Ops.maxPool(Ops.relu(net.conv(x, 8, same, 1)), half);
        h = Ops.maxPool(Ops.relu(net.conv(h, 19, same, 1)), Window.of(15, 16));
        return net.momentum(Ops.mean(Ops.softmaxCrossEntropy(net.dense(Ops.flatten(h), 2), net.labels(19))));
    }

    /** No gradients: what passes between ops is needed by nothing else. Some like several images at a time, some one. */
    private static Case applied() {
        var net = new Net("maps that grow, several images at a time and one");
        Value x = net.b.leaf(Fill.NOISE, 65, 4, 4, 8);
        Window same = Window.of(3, 3).pad(1, 1, 1, 1);
        Value h = net.conv(x, 8, same, 1);
        Window half = Window.of(2, 2).stride(2, 2);
        h = Value.of(new Composite.AveragePoolGradient(half, 8, 8), h);
        h = Ops.maxPool(h, same);
        h = Ops.relu(net.conv(Ops.tanh(h), 9, same, 1));
        return net.b.output(net.dense(Ops.flatten(Ops.maxPool(h, half)), 3)).build();
    }

    /** One large filter anywhere on a canvas, and the logistic loss of signs. */
    private static Case bigFilter() {
        var net = new Net("a large filter anywhere");
        Value x = net.b.leaf(Fill.NOISE, 5, 24, 40, 1);
        Value h = Ops.relu(net.conv(x, 4, Window.of(8, 16), 1));
        Value pooled = Ops.maxPool(h, Window.of(h.shape().dim(1), h.shape().dim(2)));
        Value out = net.dense(Ops.flatten(pooled), 1);
        Value signs = net.b.leaf(Shape.of(5, 1), 1, -1, -1, 1, -1);
        return net.momentum(Ops.mean(Ops.softplus(Ops.negate(Ops.multiply(signs, out)))));
    }

    /** A branch around two convolutions with batch normalisation and its running statistics. */
    private static Case residual() {
        var net = new Net("a residual block with batch normalisation");
        Value x = net.b.leaf(Fill.NOISE, 5, 9, 9, 8);
        Window same = Window.of(3, 3).pad(1, 1, 1, 1);
        Value h = Ops.relu(net.normalize(net.conv(x, 8, same, 1)));
        h = Ops.relu(Ops.add(x, net.normalize(net.conv(h, 8, same, 1))));
        h = net.conv(h, 17, same.stride(2, 2), 1);
        Value features = Ops.mean(h, 1, 2);
        Value logits = net.dense(features, 3);
        Value target = net.b.leaf(Fill.NOISE, 5, 3);
        Value error = Ops.subtract(logits, target);
        return net.momentum(Ops.mean(Ops.multiply(error, error)));
    }

    private static Case grouped() {
        var net = new Net("groups, dilation, average pooling and concatenation");
        Value x = net.b.leaf(Fill.NOISE, 3, 11, 13, 6);
        Value a = net.conv(x, 6, Window.of(3, 3).dilation(2, 2).pad(2, 2, 2, 2), 3);
        Value b = net.conv(x, 4, Window.of(1, 1), 2);
        Value h = Ops.concat(3, List.of(Ops.sigmoid(a), b, x));
        h = Ops.averagePool(h, Window.of(3, 3).stride(2, 2).pad(1, 1, 1, 1));
        h = Ops.upsample(h, 2, 1);
        Value logits = net.dense(Ops.flatten(h), 7);
        return net.momentum(Ops.mean(Ops.softmaxCrossEntropy(logits, net.labels(3))));
    }

    /** The batch is picked on the device, and the next step picks another. */
    private static Case gathered() {
        var net = new Net("a batch gathered from a table");
        Value table = net.b.leaf(Fill.NOISE, 20, 6, 6, 1);
        Value labels = net.b.leaf(Fill.LABELS, 20);
        Value order = net.b.leaf(Shape.of(5), 3, 19, 0, 7, 7);
        Value x = Ops.gatherRows(table, order);
        Value y = Ops.gatherRows(labels, order);
        Value h = Ops.relu(net.conv(x, 5, Window.of(3, 3), 1));
        net.b.update(order, Ops.add(order, Ops.constant(1)));
        return net.momentum(Ops.mean(Ops.softmaxCrossEntropy(net.dense(Ops.flatten(h), 10), y)));
    }

    /** All updates take effect together, after everything was read; an output shows a leaf as it was before. */
    private static Case swap() {
        var b = new CaseBuilder("leaves that take each other's place");
        Value x = b.leaf(Fill.NOISE, 33);
        Value y = b.leaf(Fill.NOISE, 33);
        Value z = b.leaf(Fill.NOISE, 33);
        Value still = b.leaf(Fill.NOISE, 33);
        return b.output("x before", x)
                .output("sum", Ops.add(x, y))
                .output("reshaped", Ops.reshape(x, Shape.of(3, 11)))
                .update(x, y)
                .update(y, z)
                .update(z, x)
                .update(still, still)
                .steps(4)
                .build();
    }

    private static Case dropout() {
        var net = new Net("dropout that changes from step to step");
        Value x = net.b.leaf(Fill.NOISE, 17, 31);
        Value seed = net.b.leaf(Shape.scalar(), 7);
        Value step = net.b.leaf(Shape.scalar(), 0);
        Value h = Ops.relu(net.dense(x, 65));
        Value kept = Ops.less(Ops.random("dropout", h.shape(), seed, step), Ops.constant(0.75));
        h = Ops.multiply(h, Ops.divide(kept, Ops.constant(0.75)));
        net.b.update(step, Ops.add(step, Ops.constant(1)));
        return net.momentum(Ops.mean(Ops.softmaxCrossEntropy(net.dense(h, 10), net.labels(17))));
    }

    /** Layers and optimizers in a few lines each. */
    private static final class Net {
        private final CaseBuilder b;
        private final List<Value> parameters = new ArrayList<>();

        Net(String name) {
            this.b = new CaseBuilder(name);
        }

        Value labels(int n) {
            return b.leaf(Fill.LABELS, n);
        }

        /** Scaled so that activations stay near 1. */
        private Value parameter(int... dims) {
            Shape shape = Shape.of(dims);
            float[] values = Fill.NOISE.values(b.random(), shape.size());
            float scale = (float) (1 / Math.sqrt(Math.max(1, shape.size() / shape.dim(-1))));
            for (int i = 0; i < values.length; i++) {
                values[i] *= scale;
            }
            Value parameter = b.leaf(shape, values);
            parameters.add(parameter);
            return parameter;
        }

        Value dense(Value x, int units) {
            return Ops.add(Ops.matmul(x, parameter(x.shape().dim(1), units)), parameter(units));
        }

        Value conv(Value x, int filters, Window window, int groups) {
            Value kernel = parameter(window.height(), window.width(), x.shape().dim(3) / groups, filters);
            return Ops.add(Ops.conv2d(x, kernel, window, groups), parameter(filters));
        }

        Value normalize(Value x) {
            int channels = x.shape().dim(3);
            Value mean = Ops.mean(x, 0, 1, 2);
            Value fixed = Ops.detach(mean);
            Value centred = Ops.subtract(x, fixed);
            Value variance = Ops.mean(Ops.multiply(centred, centred), 0, 1, 2);
            Value running = b.leaf(Fill.ZEROS, channels);
            Value tenth = Ops.constant(0.1);
            b.update(running, Ops.add(running, Ops.multiply(tenth, Ops.subtract(fixed, running))));
            Value scale = Ops.divide(parameter(channels), Ops.sqrt(Ops.add(variance, Ops.constant(1e-5))));
            Value drift = Ops.multiply(Ops.subtract(mean, fixed), scale);
            return Ops.add(Ops.multiply(centred, scale), Ops.subtract(parameter(channels), drift));
        }

        Case momentum(Value loss) {
            List<Value> gradients = Gradients.of(loss, parameters);
            for (int i = 0; i < parameters.size(); i++) {
                Value p = parameters.get(i);
                Value velocity = b.leaf(Fill.ZEROS, p.shape().dims());
                Value next = Ops.fma(velocity, Ops.constant(0.9), gradients.get(i));
                b.update(velocity, next);
                b.update(p, Ops.subtract(p, Ops.multiply(Ops.constant(0.05), next)));
            }
            return b.output("loss", loss).steps(STEPS).build();
        }

        Case adam(Value loss) {
            List<Value> gradients = Gradients.of(loss, parameters);
            for (int i = 0; i < parameters.size(); i++) {
                Value p = parameters.get(i);
                Value g = gradients.get(i);
                Value first = b.leaf(Fill.ZEROS, p.shape().dims());
                Value second = b.leaf(Fill.ZEROS, p.shape().dims());
                Value m = Ops.fma(Ops.constant(0.9), first, Ops.multiply(Ops.constant(0.1), g));
                Value v = Ops.fma(Ops.constant(0.999), second, Ops.multiply(Ops.constant(0.001), Ops.multiply(g, g)));
                b.update(first, m);
                b.update(second, v);
                Value step = Ops.divide(m, Ops.add(Ops.sqrt(v), Ops.constant(1e-8)));
                b.update(p, Ops.subtract(p, Ops.multiply(Ops.constant(0.01), step)));
            }
            return b.output("loss", loss).steps(STEPS).build();
        }
    }
}
