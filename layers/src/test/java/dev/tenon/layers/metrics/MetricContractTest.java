package dev.tenon.layers.metrics;

import dev.tenon.api.training.Metric;
import dev.tenon.testkit.MetricContract;
import org.junit.jupiter.api.Nested;

/** Each metric keeps the suite. */
final class MetricContractTest {

    @Nested
    final class AccuracyTest extends MetricContract {
        @Override
        protected Metric metric() {
            return new Accuracy();
        }
    }

    @Nested
    final class AurocTest extends MetricContract {
        @Override
        protected Metric metric() {
            return new Auroc();
        }
    }

    @Nested
    final class AveragePrecisionTest extends MetricContract {
        @Override
        protected Metric metric() {
            return new AveragePrecision();
        }
    }

    @Nested
    final class BalancedAccuracyTest extends MetricContract {
        @Override
        protected Metric metric() {
            return new BalancedAccuracy();
        }
    }

    @Nested
    final class MeanSquaredErrorTest extends MetricContract {
        @Override
        protected Metric metric() {
            return new MeanSquaredError();
        }
    }

    @Nested
    final class SensitivityTest extends MetricContract {
        @Override
        protected Metric metric() {
            return new Sensitivity();
        }
    }

    @Nested
    final class SpecificityTest extends MetricContract {
        @Override
        protected Metric metric() {
            return new Specificity();
        }
    }

    @Nested
    final class BrierScoreTest extends MetricContract {
        @Override
        protected Metric metric() {
            return new BrierScore();
        }
    }

    @Nested
    final class CalibrationErrorTest extends MetricContract {
        @Override
        protected Metric metric() {
            return new CalibrationError();
        }
    }

    @Nested
    final class F1Test extends MetricContract {
        @Override
        protected Metric metric() {
            return new F1();
        }
    }

    @Nested
    final class LogLossTest extends MetricContract {
        @Override
        protected Metric metric() {
            return new LogLoss();
        }
    }

    @Nested
    final class MeanAbsoluteErrorTest extends MetricContract {
        @Override
        protected Metric metric() {
            return new MeanAbsoluteError();
        }
    }

    @Nested
    final class MeanIouTest extends MetricContract {
        @Override
        protected Metric metric() {
            return new MeanIou();
        }
    }

    @Nested
    final class RSquaredTest extends MetricContract {
        @Override
        protected Metric metric() {
            return new RSquared();
        }
    }
}
