package dev.tenon.layers.initializers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Initializer;
import dev.tenon.testkit.InitializerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Each initializer keeps the suite. */
final class InitializersTest {

    /** One without settings. */
    abstract static class Plain extends InitializerContract {

        private final Initializer<NoSettings> initializer;

        Plain(Initializer<NoSettings> initializer) {
            this.initializer = initializer;
        }

        @Override
        protected final Initializer<?> initializer() {
            return initializer;
        }

        @Override
        protected final List<NoSettings> settings() {
            return List.of(new NoSettings());
        }

        @Override
        protected final List<Mistake> mistakes() {
            return List.of(); // any shape can be started
        }
    }

    @Nested
    final class GlorotNormalTest extends Plain {
        GlorotNormalTest() {
            super(new GlorotNormal());
        }
    }

    @Nested
    final class GlorotUniformTest extends Plain {
        GlorotUniformTest() {
            super(new GlorotUniform());
        }
    }

    @Nested
    final class HeNormalTest extends Plain {
        HeNormalTest() {
            super(new HeNormal());
        }
    }

    @Nested
    final class HeUniformTest extends Plain {
        HeUniformTest() {
            super(new HeUniform());
        }
    }

    @Nested
    final class LecunNormalTest extends Plain {
        LecunNormalTest() {
            super(new LecunNormal());
        }
    }

    @Nested
    final class OnesTest extends Plain {
        OnesTest() {
            super(new Ones());
        }
    }

    @Nested
    final class ZerosTest extends Plain {
        ZerosTest() {
            super(new Zeros());
        }
    }

    @Nested
    final class ConstantTest extends InitializerContract {
        @Override
        protected Initializer<?> initializer() {
            return new Constant();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new Constant.Settings(-0.5), new Constant.Settings(0));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(); // any number will do
        }
    }

    @Nested
    final class NormalTest extends InitializerContract {
        @Override
        protected Initializer<?> initializer() {
            return new Normal();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new Normal.Settings(0, 0.05), new Normal.Settings(2, 0));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(); // @Range refuses what is wrong
        }
    }

    @Nested
    final class OrthogonalContractTest extends InitializerContract {
        @Override
        protected Initializer<?> initializer() {
            return new Orthogonal();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new Orthogonal.Settings(1), new Orthogonal.Settings(1.41));
        }

        @Override
        protected List<Shape> shapes() {
            return List.of(Shape.of(3, 5), Shape.of(5, 3), Shape.of(3, 3, 2, 8));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(refused("a bias", new Orthogonal.Settings(1), Shape.of(7), "two axes", "[7]"));
        }
    }

    @Nested
    final class UniformTest extends InitializerContract {
        @Override
        protected Initializer<?> initializer() {
            return new Uniform();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new Uniform.Settings(-0.05, 0.05), new Uniform.Settings(1, 1));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(Mistake.of("bounds in the wrong order", () -> new Uniform.Settings(2, 1), "low", "high"));
        }
    }
}
