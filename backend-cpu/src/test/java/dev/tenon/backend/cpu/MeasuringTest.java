package dev.tenon.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Ceiling;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.backend.Timing;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engine says of its own speed. */
final class MeasuringTest {

    @Test
    void aProfiledRunIsARunAndNamesItsParts() {
        Value x = Ops.leaf("x", Shape.of(3, 3));
        Value product = Ops.matmul(x, x);
        Program program = Program.of("square", Map.of("product", product), Map.of(x, Ops.multiply(x, Ops.constant(2))));
        try (Engine engine = new CpuBackend().start(new EngineOptions(2))) {
            Buffer buffer = engine.allocate(x.shape());
            buffer.write(new float[] {1, 0, 0, 0, 2, 0, 0, 0, 3});
            try (Executable executable = engine.compile(program, Map.of(x, buffer))) {
                List<Timing> timings = executable.profile();
                float[] result = new float[9];
                executable.output("product").read(result);
                assertArrayEquals(new float[] {1, 0, 0, 0, 4, 0, 0, 0, 9}, result);
                buffer.read(result);
                assertArrayEquals(new float[] {2, 0, 0, 0, 4, 0, 0, 0, 6}, result);
                List<String> kinds = timings.stream().map(Timing::kind).toList();
                assertTrue(kinds.contains("matmul"), kinds.toString());
                assertEquals("update", kinds.getLast());
                assertTrue(timings.stream().allMatch(timing -> timing.nanos() >= 0), timings.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theCeilingIsOfThisCentury(int threads) {
        try (Engine engine = new CpuBackend().start(new EngineOptions(threads))) {
            Ceiling ceiling = engine.ceiling().orElseThrow();
            // From an interpreter on an old machine to more than any processor has.
            assertTrue(ceiling.flops() > 1e7 && ceiling.flops() < 1e14, ceiling.toString());
            assertTrue(ceiling.bytes() > 1e8 && ceiling.bytes() < 1e13, ceiling.toString());
        }
    }
}
