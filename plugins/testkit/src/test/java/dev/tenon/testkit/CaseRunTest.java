package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.testkit.cases.ArrangementCases;
import dev.tenon.testkit.cases.Case;
import dev.tenon.testkit.cases.ConvolutionCases;
import dev.tenon.testkit.cases.ElementTypeCases;
import dev.tenon.testkit.cases.ElementwiseCases;
import dev.tenon.testkit.cases.NetCases;
import dev.tenon.testkit.cases.PoolingCases;
import dev.tenon.testkit.cases.ProbabilityCases;
import dev.tenon.testkit.cases.ProductCases;
import dev.tenon.testkit.cases.RandomPrograms;
import dev.tenon.testkit.cases.ReductionCases;
import dev.tenon.testkit.reference.ReferenceBackend;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The backend suite finds engines that are wrong by little, and its cases leave no op out. */
final class CaseRunTest {
    private static final Case NET = NetCases.all().getFirst();

    @Test
    void aRightEnginePasses() {
        try (Engine engine = new ReferenceBackend().start(new EngineOptions(1))) {
            CaseRun.check(engine, NET);
        }
    }

    @Test
    void oneBitIsFound() {
        AssertionError error = assertThrows(AssertionError.class, () -> CaseRun.check(new Bent(Bend.ONE_BIT), NET));
        assertTrue(String.valueOf(error.getMessage()).contains("1 of 1 numbers differ"), error.getMessage());
    }

    @Test
    void updatesThatAreLostAreFound() {
        assertThrows(AssertionError.class, () -> CaseRun.check(new Bent(Bend.NO_UPDATES), NET));
    }

    @Test
    void signsOfZeroAreFound() {
        assertThrows(
                AssertionError.class, () -> Bits.assertSame("zeros", Shape.of(1), new float[] {0f}, new float[] {-0f}));
        Bits.assertSame(
                "all NaN are one", Shape.of(1), new float[] {Float.NaN}, new float[] {Float.intBitsToFloat(0x7fc0_0001)
                });
    }

    /** Infinities and NaN may differ in composites, so what is compared there must have none. */
    @Test
    void netsAndRandomProgramsStayFinite() {
        List<Case> cases = Stream.concat(NetCases.all().stream(), RandomPrograms.all(60).stream())
                .toList();
        for (Case each : cases) {
            each.expected()
                    .outputs()
                    .forEach(outputs -> outputs.forEach((name, values) -> {
                        for (float value : values) {
                            assertTrue(Float.isFinite(value), each.name() + ", " + name + ": " + value);
                        }
                    }));
        }
    }

    @Test
    void casesAreTheSameEachTime() {
        List<Case> once = RandomPrograms.all(3);
        List<Case> again = RandomPrograms.all(3);
        for (int i = 0; i < once.size(); i++) {
            assertEquals(
                    Structure.of(once.get(i).program()),
                    Structure.of(again.get(i).program()));
        }
    }

    @Test
    void everyOpIsInACase() {
        Set<Class<?>> seen = new HashSet<>();
        Stream.of(
                        ElementwiseCases.all(),
                        ReductionCases.all(),
                        ProductCases.all(),
                        ArrangementCases.all(),
                        ConvolutionCases.all(),
                        ConvolutionCases.fewFilters(),
                        PoolingCases.all(),
                        ProbabilityCases.all(),
                        ElementTypeCases.all())
                .flatMap(List::stream)
                .flatMap(each -> each.program().values().stream())
                .map(Value::op)
                .map(Op::getClass)
                .forEach(seen::add);
        for (Class<?> kind : List.of(Primitive.class, Composite.class)) {
            for (Class<?> op : kind.getPermittedSubclasses()) {
                assertTrue(seen.contains(op), op + " is in a case");
            }
        }
    }

    private enum Bend {
        ONE_BIT,
        NO_UPDATES
    }

    /** The reference with one thing wrong. */
    private static final class Bent implements Engine {
        private final Engine right = new ReferenceBackend().start(new EngineOptions(1));
        private final Bend bend;

        Bent(Bend bend) {
            this.bend = bend;
        }

        @Override
        public String device() {
            return right.device();
        }

        @Override
        public Buffer allocate(Shape shape) {
            return right.allocate(shape);
        }

        @Override
        public Executable compile(Program program, Map<Value, Buffer> leaves) {
            boolean updates = bend != Bend.NO_UPDATES;
            Program kept = Program.of(program.name(), program.outputs(), updates ? program.updates() : Map.of());
            Map<Value, Buffer> needed = new LinkedHashMap<>(leaves);
            Executable executable = right.compile(kept, needed);
            return new BentExecutable(executable, bend == Bend.ONE_BIT);
        }

        @Override
        public void close() {
            right.close();
        }
    }

    private record BentExecutable(Executable right, boolean bent) implements Executable {
        @Override
        public void run() {
            right.run();
        }

        @Override
        public Buffer output(String name) {
            Buffer buffer = right.output(name);
            if (bent) {
                float[] values = new float[buffer.shape().size()];
                buffer.read(values);
                values[0] = Math.nextUp(values[0]);
                buffer.write(values);
            }
            return buffer;
        }

        @Override
        public void close() {
            right.close();
        }
    }
}
