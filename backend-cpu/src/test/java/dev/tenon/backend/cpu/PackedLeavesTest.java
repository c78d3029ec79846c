package dev.tenon.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A program that only reads its weights packs them once, and again when somebody else has changed them. */
final class PackedLeavesTest {
    private static final int ROWS = 5;
    private static final int DEPTH = 19;
    private static final int COLUMNS = 37;

    private final Value x = Ops.leaf("x", Shape.of(ROWS, DEPTH));
    private final Value w = Ops.leaf("w", Shape.of(DEPTH, COLUMNS));
    private final Program applies = Program.of("applies", Map.of("y", Ops.matmul(x, w)), Map.of());
    private final Program trains =
            Program.of("trains", Map.of(), Map.of(w, Ops.subtract(Ops.matmul(w, square()), Ops.constant(1))));
    private final Program makes = Program.of("makes", Map.of("w", Ops.multiply(w, Ops.constant(3))), Map.of());

    private static Value square() {
        return Ops.expand(Ops.constant(0.125), Shape.of(COLUMNS, COLUMNS));
    }

    @Test
    void writtenByTheHost() {
        try (Engine engine = new CpuBackend().start(new EngineOptions(2))) {
            Leaves leaves = leaves(engine);
            Executable applied = leaves.compile(engine);
            float[] first = y(applied);
            assertArrayEquals(first, y(applied));
            float[] weights = read(leaves.weights());
            weights[DEPTH * COLUMNS - 1] += 7;
            leaves.weights().write(weights);
            float[] second = y(applied);
            assertFalse(Arrays.equals(first, second));
            assertArrayEquals(y(leaves.compile(engine)), second);
        }
    }

    @Test
    void updatedByAnotherProgram() {
        try (Engine engine = new CpuBackend().start(new EngineOptions(2))) {
            Leaves leaves = leaves(engine);
            Executable applied = leaves.compile(engine);
            Executable trained = engine.compile(trains, Map.of(w, leaves.weights()));
            for (int step = 0; step < 3; step++) {
                float[] before = y(applied);
                trained.run();
                float[] after = y(applied);
                assertFalse(Arrays.equals(before, after));
                assertArrayEquals(y(leaves.compile(engine)), after);
            }
        }
    }

    @Test
    void theOutputOfAnotherProgram() {
        try (Engine engine = new CpuBackend().start(new EngineOptions(2))) {
            Leaves leaves = leaves(engine);
            Executable made = engine.compile(makes, Map.of(w, leaves.weights()));
            made.run();
            Executable applied = engine.compile(applies, Map.of(x, leaves.images(), w, made.output("w")));
            float[] before = y(applied);
            leaves.weights().write(new float[DEPTH * COLUMNS]);
            made.run();
            assertFalse(Arrays.equals(before, y(applied)));
            assertArrayEquals(new float[ROWS * COLUMNS], y(applied));
        }
    }

    private final class Leaves {
        private final Buffer images;
        private final Buffer weights;

        Leaves(Buffer images, Buffer weights) {
            this.images = images;
            this.weights = weights;
        }

        Buffer images() {
            return images;
        }

        Buffer weights() {
            return weights;
        }

        Executable compile(Engine engine) {
            return engine.compile(applies, Map.of(x, images, w, weights));
        }
    }

    private Leaves leaves(Engine engine) {
        Buffer images = engine.allocate(x.shape());
        Buffer weights = engine.allocate(w.shape());
        images.write(numbers(ROWS * DEPTH));
        weights.write(numbers(DEPTH * COLUMNS));
        return new Leaves(images, weights);
    }

    private static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i % 11 + 1f;
        }
        return numbers;
    }

    private static float[] y(Executable applied) {
        applied.run();
        return read(applied.output("y"));
    }

    private static float[] read(Buffer buffer) {
        float[] floats = new float[buffer.shape().size()];
        buffer.read(floats);
        return floats;
    }
}
