package dev.tenon.experiments.testing;

import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Schedule;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.spec.TrainSpec;
import java.util.List;
import java.util.Optional;

/** Services that are named in a spec and never called: reports read records only. */
final class Stubs {

    private Stubs() {}

    static TrainSpec train(Optional<Integer> examples, int epochs) {
        return new TrainSpec(
                examples,
                1,
                Optional.of(epochs),
                Optional.empty(),
                32,
                Optional.empty(),
                Optional.of(new Part<>(new StubLoss(), new NoSettings())),
                Optional.empty(),
                Optional.empty(),
                new Part<>(new StubOptimizer(), new NoSettings()),
                Optional.empty(),
                new Part<>(new StubSchedule(), new NoSettings()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Part<Layer<?>> layer(String type) {
        return new Part<>(new StubLayer(type), new NoSettings());
    }

    private record StubLayer(String type) implements Layer<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
            throw new UnsupportedOperationException();
        }
    }

    @Type("logistic")
    private static final class StubLoss implements Loss<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Targets targets() {
            return Targets.SIGNS;
        }

        @Override
        public Value apply(NoSettings settings, Value output, Value target) {
            throw new UnsupportedOperationException();
        }
    }

    @Type("sgd")
    private static final class StubOptimizer implements Optimizer<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public double rate(NoSettings settings) {
            return 0.1;
        }

        @Override
        public Value step(OptimizerScope scope, NoSettings settings, Value parameter, Value gradient) {
            throw new UnsupportedOperationException();
        }
    }

    @Type("constant")
    private static final class StubSchedule implements Schedule<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public double factor(NoSettings settings, long step, long stepsPerEpoch, long totalSteps) {
            return 1;
        }
    }
}
