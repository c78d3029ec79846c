import dev.tenon.api.layer.Layer;
import dev.tenon.api.training.Initializer;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.Penalty;

/** The built-in layers, losses, metrics and initializers. */
@org.jspecify.annotations.NullMarked
module dev.tenon.layers {
    requires dev.tenon.api;
    requires static org.jspecify;
    requires ojalgo;

    // Open, not exported: everything here is found by its service; only settings records are made by reflection.
    opens dev.tenon.layers;
    opens dev.tenon.layers.initializers;
    opens dev.tenon.layers.losses;
    opens dev.tenon.layers.metrics;
    opens dev.tenon.layers.penalties;

    provides Layer with
            dev.tenon.layers.Add,
            dev.tenon.layers.AveragePool,
            dev.tenon.layers.BatchNorm,
            dev.tenon.layers.Bias,
            dev.tenon.layers.BilinearUpsample,
            dev.tenon.layers.Canvas,
            dev.tenon.layers.Concat,
            dev.tenon.layers.Conv2d,
            dev.tenon.layers.Crop,
            dev.tenon.layers.Dense,
            dev.tenon.layers.DepthwiseConv2d,
            dev.tenon.layers.Distance,
            dev.tenon.layers.Dropout,
            dev.tenon.layers.Elu,
            dev.tenon.layers.Flatten,
            dev.tenon.layers.Gelu,
            dev.tenon.layers.GlobalAveragePool,
            dev.tenon.layers.GlobalMaxPool,
            dev.tenon.layers.GroupNorm,
            dev.tenon.layers.Identity,
            dev.tenon.layers.InstanceNorm,
            dev.tenon.layers.LayerNorm,
            dev.tenon.layers.LeakyRelu,
            dev.tenon.layers.LocallyConnected,
            dev.tenon.layers.MaxPool,
            dev.tenon.layers.Multiply,
            dev.tenon.layers.Pad,
            dev.tenon.layers.Relu,
            dev.tenon.layers.Reshape,
            dev.tenon.layers.SeparableConv2d,
            dev.tenon.layers.Sigmoid,
            dev.tenon.layers.Silu,
            dev.tenon.layers.Softmax,
            dev.tenon.layers.Softplus,
            dev.tenon.layers.SpatialDropout,
            dev.tenon.layers.Tanh,
            dev.tenon.layers.TransposedConv2d,
            dev.tenon.layers.Upsample;
    provides Initializer with
            dev.tenon.layers.initializers.Constant,
            dev.tenon.layers.initializers.GlorotNormal,
            dev.tenon.layers.initializers.GlorotUniform,
            dev.tenon.layers.initializers.HeNormal,
            dev.tenon.layers.initializers.HeUniform,
            dev.tenon.layers.initializers.LecunNormal,
            dev.tenon.layers.initializers.Normal,
            dev.tenon.layers.initializers.Ones,
            dev.tenon.layers.initializers.Orthogonal,
            dev.tenon.layers.initializers.Uniform,
            dev.tenon.layers.initializers.Zeros;
    provides Loss with
            dev.tenon.layers.losses.Contrastive,
            dev.tenon.layers.losses.Cosine,
            dev.tenon.layers.losses.Dice,
            dev.tenon.layers.losses.Focal,
            dev.tenon.layers.losses.Gram,
            dev.tenon.layers.losses.Hinge,
            dev.tenon.layers.losses.Huber,
            dev.tenon.layers.losses.Logistic,
            dev.tenon.layers.losses.MeanAbsoluteError,
            dev.tenon.layers.losses.MeanSquaredError,
            dev.tenon.layers.losses.SoftmaxCrossEntropy;
    provides Metric with
            dev.tenon.layers.metrics.Accuracy,
            dev.tenon.layers.metrics.Auroc,
            dev.tenon.layers.metrics.AveragePrecision,
            dev.tenon.layers.metrics.BalancedAccuracy,
            dev.tenon.layers.metrics.BrierScore,
            dev.tenon.layers.metrics.CalibrationError,
            dev.tenon.layers.metrics.F1,
            dev.tenon.layers.metrics.LogLoss,
            dev.tenon.layers.metrics.MeanAbsoluteError,
            dev.tenon.layers.metrics.MeanDice,
            dev.tenon.layers.metrics.MeanIou,
            dev.tenon.layers.metrics.MeanSquaredError,
            dev.tenon.layers.metrics.Precision,
            dev.tenon.layers.metrics.RSquared,
            dev.tenon.layers.metrics.Sensitivity,
            dev.tenon.layers.metrics.Specificity,
            dev.tenon.layers.metrics.TopK;
    provides Penalty with
            dev.tenon.layers.penalties.L1,
            dev.tenon.layers.penalties.L2,
            dev.tenon.layers.penalties.TotalVariation;
}
