package dev.tenon.api.graph;

import java.util.List;

/**
 * An op that is defined by the values it expands to, and that a backend may compute whole. The result
 * must have the same bits either way (for finite operands; see the numeric contract).
 */
public sealed interface Composite extends Op {

    /** The same computation in simpler ops; the definition of this one. */
    Value expand(List<Value> inputs);

    /**
     * Convolution (cross-correlation, as in every deep-learning library) of images {@code [n, h, w, c]}
     * with kernels {@code [kh, kw, c / groups, f]} to {@code [n, oh, ow, f]}.
     */
    record Conv2d(Window window, int groups) implements Composite {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("conv2d", inputs, 2);
            Shape x = Shapes.images("conv2d", inputs.get(0));
            Shape w = inputs.get(1);
            Convolutions.checkKernel(window, groups, w);
            if (w.dim(2) * groups != x.dim(3)) {
                throw new ShapeException("conv2d's kernel "
                        + w
                        + (groups == 1 ? "" : " in " + groups + " groups")
                        + " needs "
                        + w.dim(2) * groups
                        + " input channels, not the "
                        + x.dim(3)
                        + " of "
                        + x);
            }
            return Shape.of(x.dim(0), window.windowsDown(x.dim(1)), window.windowsAcross(x.dim(2)), w.dim(3));
        }

        @Override
        public Value expand(List<Value> inputs) {
            return Convolutions.forward(this, inputs.get(0), inputs.get(1));
        }
    }

    /**
     * The derivative of a convolution with respect to its images: takes the result's gradient {@code [n,
     * oh, ow, f]} and the kernels, gives {@code [n, height, width, c]}.
     */
    record Conv2dInputGradient(Window window, int groups, int height, int width) implements Composite {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("conv2d-input-gradient", inputs, 2);
            Shape g = Shapes.images("conv2d-input-gradient", inputs.get(0));
            Shape w = inputs.get(1);
            Convolutions.checkKernel(window, groups, w);
            Convolutions.checkGradient(window, g, height, width);
            if (g.dim(3) != w.dim(3)) {
                throw new ShapeException("conv2d-input-gradient: " + g + " does not fit kernel " + w);
            }
            return Shape.of(g.dim(0), height, width, w.dim(2) * groups);
        }

        @Override
        public Value expand(List<Value> inputs) {
            return Convolutions.inputGradient(this, inputs.get(0), inputs.get(1));
        }
    }

    /**
     * The derivative of a convolution with respect to its kernels: takes the images and the result's
     * gradient, gives {@code [kh, kw, c / groups, f]}.
     */
    record Conv2dWeightGradient(Window window, int groups) implements Composite {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("conv2d-weight-gradient", inputs, 2);
            Shape x = Shapes.images("conv2d-weight-gradient", inputs.get(0));
            Shape g = Shapes.images("conv2d-weight-gradient", inputs.get(1));
            Convolutions.checkGradient(window, g, x.dim(1), x.dim(2));
            if (x.dim(0) != g.dim(0) || x.dim(3) % groups != 0 || g.dim(3) % groups != 0) {
                throw new ShapeException("conv2d-weight-gradient: " + x + " does not fit " + g);
            }
            return Shape.of(window.height(), window.width(), x.dim(3) / groups, g.dim(3));
        }

        @Override
        public Value expand(List<Value> inputs) {
            return Convolutions.weightGradient(this, inputs.get(0), inputs.get(1));
        }
    }

    /** The largest value under each window, channel by channel; the border never wins. */
    record MaxPool(Window window) implements Composite {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("max-pool", inputs, 1);
            return Pooling.shape("max-pool", window, inputs.getFirst());
        }

        @Override
        public Value expand(List<Value> inputs) {
            return Pooling.max(window, inputs.getFirst());
        }
    }

    /**
     * The derivative of {@link MaxPool}: takes its images, its result and the result's gradient. Each
     * window's gradient goes to the first of its largest taps.
     */
    record MaxPoolGradient(Window window) implements Composite {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("max-pool-gradient", inputs, 3);
            Shape y = Pooling.shape("max-pool-gradient", window, inputs.get(0));
            Shapes.same("max-pool-gradient", List.of(y, inputs.get(1), inputs.get(2)));
            return inputs.get(0);
        }

        @Override
        public Value expand(List<Value> inputs) {
            return Pooling.maxGradient(window, inputs.get(0), inputs.get(1), inputs.get(2));
        }
    }

    /** The mean under each window, channel by channel, over the taps that lie in the image. */
    record AveragePool(Window window) implements Composite {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("average-pool", inputs, 1);
            return Pooling.shape("average-pool", window, inputs.getFirst());
        }

        @Override
        public Value expand(List<Value> inputs) {
            return Pooling.average(window, inputs.getFirst());
        }
    }

    /** The derivative of {@link AveragePool}: takes the result's gradient. */
    record AveragePoolGradient(Window window, int height, int width) implements Composite {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("average-pool-gradient", inputs, 1);
            Shape g = Shapes.images("average-pool-gradient", inputs.getFirst());
            Convolutions.checkGradient(window, g, height, width);
            return Shape.of(g.dim(0), height, width, g.dim(3));
        }

        @Override
        public Value expand(List<Value> inputs) {
            return Pooling.averageGradient(window, height, width, inputs.getFirst());
        }
    }

    /** {@code exp(x - max) / sum(exp(x - max))} along the innermost axis. */
    record Softmax() implements Composite {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("softmax", inputs, 1);
            return Probabilities.checkLogits("softmax", inputs.getFirst());
        }

        @Override
        public Value expand(List<Value> inputs) {
            return Probabilities.softmax(inputs.getFirst());
        }
    }

    /**
     * {@code log(sum(exp(x - max))) - (x[label] - max)} for each row: logits {@code [n, classes]} and class
     * indices {@code [n]} to losses {@code [n]}, in nats.
     */
    record SoftmaxCrossEntropy() implements Composite {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("softmax-cross-entropy", inputs, 2);
            return Probabilities.checkLabels("softmax-cross-entropy", inputs.get(0), inputs.get(1));
        }

        @Override
        public Value expand(List<Value> inputs) {
            return Probabilities.crossEntropy(inputs.get(0), inputs.get(1));
        }
    }

    /**
     * The derivative of {@link SoftmaxCrossEntropy} with respect to the logits, {@code (softmax - one-hot) *
     * g}: takes logits, labels and the losses' gradient {@code [n]}.
     */
    record SoftmaxCrossEntropyGradient() implements Composite {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("softmax-cross-entropy-gradient", inputs, 3);
            Shape rows = Probabilities.checkLabels("softmax-cross-entropy-gradient", inputs.get(0), inputs.get(1));
            Shapes.same("softmax-cross-entropy-gradient", List.of(rows, inputs.get(2)));
            return inputs.getFirst();
        }

        @Override
        public Value expand(List<Value> inputs) {
            return Probabilities.crossEntropyGradient(inputs.get(0), inputs.get(1), inputs.get(2));
        }
    }

    /**
     * Rows of a table by index: {@code [r, ...]} and {@code [n]} to {@code [n, ...]}; a number that is no
     * index gives a row of 0. This is how a batch is taken from a data set that is stored on the device. The table may be a leaf of UINT8, whose
     * numbers come out as float32, and the indices one of INT32.
     */
    record GatherRows() implements Composite {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("gather-rows", inputs, 2);
            Shape table = inputs.get(0);
            if (table.rank() < 1 || inputs.get(1).rank() != 1) {
                throw new ShapeException("gather-rows takes a table and a vector of indices, not " + inputs);
            }
            return table.with(0, inputs.get(1).dim(0));
        }

        @Override
        public Value expand(List<Value> inputs) {
            Value table = inputs.get(0);
            int rows = table.shape().dim(0);
            Value flat =
                    Ops.reshape(Ops.toFloat(table), Shape.of(rows, table.shape().size() / rows));
            Value picked = Ops.matmul(Ops.oneHot(inputs.get(1), rows), flat);
            return Ops.reshape(
                    picked, shape(List.of(table.shape(), inputs.get(1).shape())));
        }
    }
}
