package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.settings.Part;
import dev.tenon.testkit.sample.Half;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Layers with a mistake each, which the suite must find. */
final class LayerChecksTest {
    private static final Part<dev.tenon.api.training.Initializer<?>> HALF = new Part<>(new Half(), new NoSettings());

    @Type("wrong")
    private record Wrong(BiFunction<LayerScope, Value, Value> body) implements Layer<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
            return body.apply(scope, inputs.getFirst());
        }
    }

    @Test
    void imagesThatDependOnEachOther() {
        assertFound(false, (scope, x) -> Ops.subtract(x, Ops.mean(x, 0)), LayerChecks::imageByImage);
    }

    @Test
    void batchAxisLost() {
        assertFound(true, (scope, x) -> Ops.permute(x, 1, 0), LayerChecks::shapes);
    }

    @Test
    void anotherProgramEachTime() {
        AtomicInteger calls = new AtomicInteger();
        assertFound(true, (scope, x) -> Ops.multiply(x, Ops.constant(calls.incrementAndGet())), LayerChecks::sameTwice);
    }

    @Test
    void randomNumbersThatAreNotOfTheScope() {
        java.util.Random random = new java.util.Random();
        assertFound(true, (scope, x) -> Ops.multiply(x, Ops.constant(random.nextGaussian())), LayerChecks::sameTwice);
    }

    @Test
    void anExampleThatIsRemembered() {
        AtomicInteger calls = new AtomicInteger();
        Wrong fresh = new Wrong((scope, x) -> x);
        assertFound(true, (scope, x) -> calls.getAndIncrement() > 0 ? Ops.relu(x) : x, checks -> {
            checks.sameAs(fresh);
            checks.sameAs(fresh);
        });
    }

    @Test
    void resultsThatAreNoNumbers() {
        assertFound(true, (scope, x) -> Ops.log(x), LayerChecks::sameTwice);
    }

    @Test
    void stateThatNeverChanges() {
        assertFound(true, (scope, x) -> Ops.add(x, scope.state("still", Shape.of(4), 1f)), LayerChecks::states);
    }

    @Test
    void parameterWithoutEffect() {
        assertFound(
                true,
                (scope, x) -> {
                    scope.parameter("idle", Shape.of(4), HALF);
                    return x;
                },
                LayerChecks::parametersMatter);
    }

    @Test
    void namesUsedTwice() {
        assertFound(
                true,
                (scope, x) -> Ops.add(scope.parameter("a", Shape.of(4), HALF), scope.parameter("a", Shape.of(4), HALF)),
                LayerChecks::shapes);
        assertFound(
                true,
                (scope, x) -> Ops.add(scope.uniform("u", x.shape()), scope.uniform("u", x.shape())),
                LayerChecks::shapes);
    }

    @Test
    void gradientThatIsNone() {
        assertFound(true, (scope, x) -> Ops.add(x, Ops.detach(Ops.multiply(x, x))), LayerChecks::gradients);
    }

    private interface Check {
        void on(LayerChecks checks);
    }

    private static void assertFound(boolean training, BiFunction<LayerScope, Value, Value> body, Check check) {
        LayerContract.Example example = LayerContract.example("wrong", new NoSettings(), Shape.of(3, 4));
        LayerChecks checks = new LayerChecks(new Wrong(body), example, training);
        assertThrows(AssertionError.class, () -> check.on(checks));
    }
}
