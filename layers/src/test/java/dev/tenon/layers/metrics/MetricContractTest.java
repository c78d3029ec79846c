package dev.tenon.layers.metrics;

import dev.tenon.api.training.Metric;
import dev.tenon.testkit.MetricContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Each metric keeps the suite. */
final class MetricContractTest {

    private static final List<One> ALL_AND_ONE = List.of(new One(Optional.empty()), new One(Optional.of("0")));

    @Nested
    final class AccuracyTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new Accuracy();
        }
    }

    @Nested
    final class AurocTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new Auroc();
        }
    }

    @Nested
    final class AveragePrecisionTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new AveragePrecision();
        }
    }

    @Nested
    final class BalancedAccuracyTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new BalancedAccuracy();
        }
    }

    @Nested
    final class MeanSquaredErrorTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new MeanSquaredError();
        }
    }

    @Nested
    final class SensitivityTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new Sensitivity();
        }

        @Override
        protected List<? extends Record> settings() {
            return ALL_AND_ONE;
        }
    }

    @Nested
    final class SpecificityTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new Specificity();
        }

        @Override
        protected List<? extends Record> settings() {
            return ALL_AND_ONE;
        }
    }

    @Nested
    final class BrierScoreTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new BrierScore();
        }
    }

    @Nested
    final class CalibrationErrorTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new CalibrationError();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new CalibrationError.Settings(15), new CalibrationError.Settings(1));
        }
    }

    @Nested
    final class F1Test extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new F1();
        }

        @Override
        protected List<? extends Record> settings() {
            return ALL_AND_ONE;
        }
    }

    @Nested
    final class LogLossTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new LogLoss();
        }
    }

    @Nested
    final class MeanAbsoluteErrorTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new MeanAbsoluteError();
        }
    }

    @Nested
    final class MeanIouTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new MeanIou();
        }
    }

    @Nested
    final class RSquaredTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new RSquared();
        }
    }

    @Nested
    final class PrecisionTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new Precision();
        }

        @Override
        protected List<? extends Record> settings() {
            return ALL_AND_ONE;
        }
    }

    @Nested
    final class TopKTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new TopK();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new TopK.Settings(1), new TopK.Settings(3));
        }
    }

    @Nested
    final class MeanDiceTest extends MetricContract {
        @Override
        protected Metric<?> metric() {
            return new MeanDice();
        }
    }
}
