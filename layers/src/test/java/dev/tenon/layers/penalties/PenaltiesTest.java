package dev.tenon.layers.penalties;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Penalty;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.PenaltyContract;
import dev.tenon.testkit.reference.DoubleEvaluator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each penalty keeps the suite, and small cases worked out by hand. */
final class PenaltiesTest {

    private static final NoSettings NONE = new NoSettings();

    @Nested
    final class L1Test extends PenaltyContract {
        @Override
        protected Penalty<?> penalty() {
            return new L1();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(NONE);
        }
    }

    @Nested
    final class L2Test extends PenaltyContract {
        @Override
        protected Penalty<?> penalty() {
            return new L2();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(NONE);
        }
    }

    @Nested
    final class TotalVariationTest extends PenaltyContract {
        @Override
        protected Penalty<?> penalty() {
            return new TotalVariation();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(NONE);
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(refused("rows", NONE, Shape.of(2, 5), "total-variation takes images", "[5]"));
        }
    }

    @Test
    void byHand() {
        Shape shape = Shape.of(1, 2, 2, 1);
        double[] image = {1, 4, -2, 2};
        assertArrayEquals(new double[] {9}, of(new L1(), shape, image));
        assertArrayEquals(new double[] {25}, of(new L2(), shape, image));
        // Across 3 and 4, down -3 and -2.
        assertArrayEquals(new double[] {9 + 16 + 9 + 4}, of(new TotalVariation(), shape, image));
        assertArrayEquals(new double[] {0}, of(new TotalVariation(), Shape.of(1, 1, 1, 4), image));
    }

    private static double[] of(Penalty<NoSettings> penalty, Shape shape, double[] values) {
        Value x = Ops.leaf("x", shape);
        Program program = Program.of("penalty", Map.of("y", penalty.apply(NONE, x)), Map.of());
        return Objects.requireNonNull(
                new DoubleEvaluator(program).run(Map.of(x, values)).get("y"));
    }
}
