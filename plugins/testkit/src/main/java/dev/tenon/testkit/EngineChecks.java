package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.OpSet;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.testkit.cases.Case;
import dev.tenon.testkit.cases.NetCases;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What holds of an engine besides its arithmetic. */
final class EngineChecks {
    private final Engine engine;

    private EngineChecks(Engine engine) {
        this.engine = engine;
    }

    static Stream<DynamicTest> all(Engines engines) {
        return Stream.of(
                test(engines, "buffers start at zero and keep every float", EngineChecks::buffersKeepFloats),
                test(engines, "buffers copy, and refuse arrays of another length", EngineChecks::buffersCopy),
                test(engines, "a part of a buffer is read and written", EngineChecks::buffersHaveParts),
                test(engines, "a program outlives the buffers that it is bound to", EngineChecks::buffersClose),
                test(engines, "programs share buffers", EngineChecks::programsShareBuffers),
                test(engines, "a program without updates writes to no leaf", EngineChecks::nothingElseChanges),
                test(engines, "a leaf without a buffer is refused", EngineChecks::missingBuffer),
                test(engines, "a buffer of another shape is refused", EngineChecks::wrongShape),
                test(engines, "an unknown output is refused", EngineChecks::unknownOutput),
                test(engines, "indices are exact or refused", EngineChecks::exactIndices),
                DynamicTest.dynamicTest(
                        "another engine's buffer is refused", () -> foreignBuffer(engines, engines.backend())),
                DynamicTest.dynamicTest(
                        "another number of threads from run to run", () -> changingThreads(engines, engines.backend())),
                DynamicTest.dynamicTest("two engines at once", () -> twoAtOnce(engines, engines.backend())),
                DynamicTest.dynamicTest("close twice, and start again", () -> closeTwice(engines, engines.backend())));
    }

    private interface Check {
        void on(EngineChecks checks);
    }

    private static DynamicTest test(Engines engines, String name, Check check) {
        return DynamicTest.dynamicTest(name, () -> check.on(new EngineChecks(engines.withThreads(2))));
    }

    static void nameAndProbe(Backend backend) {
        ServiceChecks.provided(backend);
        assertDoesNotThrow(backend::prepare, "prepare() never throws");
        assertDoesNotThrow(backend::prepare, "prepare() may be called again");
        assertTrue(
                backend.opSet() >= OpSet.FIRST && backend.opSet() <= OpSet.VERSION,
                "opSet() is one of " + OpSet.FIRST + " to " + OpSet.VERSION + ", not " + backend.opSet());
        switch (backend.probe()) {
            case Availability.Ready ready ->
                assertFalse(ready.devices().isEmpty(), "a ready backend names its devices");
            case Availability.Unavailable unavailable -> {
                assertFalse(unavailable.reason().isBlank(), "an unavailable backend says what is missing");
                assertFalse(unavailable.remedy().isBlank(), "an unavailable backend says what to do");
            }
        }
    }

    private void buffersKeepFloats() {
        Buffer buffer = engine.allocate(Shape.of(3, 5));
        assertEquals(Shape.of(3, 5), buffer.shape());
        assertArrayEquals(new float[15], read(buffer));
        float[] values = {
            1,
            -0f,
            0f,
            Float.NaN,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            9,
            10,
            Float.NEGATIVE_INFINITY,
            Float.MIN_NORMAL,
            13,
            14,
            -15
        };
        buffer.write(values);
        Bits.assertSame("read after write", buffer.shape(), values, read(buffer));
        Buffer scalar = engine.allocate(Shape.scalar());
        scalar.write(new float[] {7});
        assertArrayEquals(new float[] {7}, read(scalar));
    }

    private void buffersCopy() {
        Buffer buffer = engine.allocate(Shape.of(4));
        float[] source = {1, 2, 3, 4};
        buffer.write(source);
        source[0] = 9;
        assertArrayEquals(new float[] {1, 2, 3, 4}, read(buffer));
        read(buffer)[1] = 9;
        assertArrayEquals(new float[] {1, 2, 3, 4}, read(buffer));
        refused(() -> buffer.write(new float[3]));
        refused(() -> buffer.write(new float[5]));
        refused(() -> buffer.read(new float[3]));
        refused(() -> buffer.read(new float[5]));
    }

    private void buffersHaveParts() {
        Buffer buffer = engine.allocate(Shape.of(2, 3));
        buffer.write(new float[] {1, 2, 3, 4, 5, 6});
        buffer.write(2, new float[] {30, -0f});
        buffer.write(5, new float[] {60});
        buffer.write(6, new float[0]);
        assertArrayEquals(new float[] {1, 2, 30, -0f, 5, 60}, read(buffer));
        float[] part = new float[3];
        buffer.read(3, part);
        assertArrayEquals(new float[] {-0f, 5, 60}, part);
        outside(() -> buffer.read(4, part));
        outside(() -> buffer.read(-1, part));
        outside(() -> buffer.write(4, part));
        outside(() -> buffer.write(-1, part));
        Value x = Ops.leaf("x", Shape.of(2, 3));
        try (Executable executable =
                engine.compile(Program.of("parts", Map.of("y", Ops.relu(x)), Map.of()), Map.of(x, buffer))) {
            executable.run();
            buffer.write(1, new float[] {-7, 8, 9});
            executable.run();
            executable.output("y").read(1, part);
            assertArrayEquals(new float[] {0, 8, 9}, part);
        }
        Buffer bytes = engine.allocate(Shape.of(4), ElementType.UINT8);
        bytes.write(new byte[] {1, 2, (byte) 200, 4});
        bytes.read(1, part);
        assertArrayEquals(new float[] {2, 200, 4}, part);
        Buffer numbers = engine.allocate(Shape.of(4), ElementType.INT32);
        numbers.write(new int[] {1, 2, 70_000, 4});
        numbers.read(1, part);
        assertArrayEquals(new float[] {2, 70_000, 4}, part);
    }

    private void buffersClose() {
        Value x = Ops.leaf("x", Shape.of(3));
        Program program = Program.of("outliving", Map.of("twice", Ops.add(x, x)), Map.of());
        Buffer buffer = engine.allocate(x.shape());
        buffer.write(new float[] {1, 2, 3});
        try (Executable lasting = engine.compile(program, Map.of(x, buffer))) {
            engine.compile(program, Map.of(x, buffer)).close();
            buffer.close();
            Buffer other = engine.allocate(x.shape());
            other.write(new float[] {9, 9, 9});
            lasting.run();
            assertArrayEquals(new float[] {2, 4, 6}, read(lasting.output("twice")));
            other.close();
        }
        buffer.close();
    }

    private static void outside(Runnable wrong) {
        assertThrows(IndexOutOfBoundsException.class, wrong::run);
    }

    /** One program trains what another one looks at. */
    private void programsShareBuffers() {
        Value w = Ops.leaf("w", Shape.of(3));
        Value x = Ops.leaf("x", Shape.of(3));
        Program train = Program.of("train", Map.of(), Map.of(w, Ops.add(w, x)));
        Program look = Program.of("look", Map.of("twice", Ops.add(w, w)), Map.of());
        Buffer weights = engine.allocate(Shape.of(3));
        Buffer input = engine.allocate(Shape.of(3));
        weights.write(new float[] {1, 2, 3});
        input.write(new float[] {10, 20, 30});
        try (Executable trains = engine.compile(train, Map.of(w, weights, x, input));
                Executable looks = engine.compile(look, Map.of(w, weights))) {
            looks.run();
            assertArrayEquals(new float[] {2, 4, 6}, read(looks.output("twice")));
            trains.run();
            trains.run();
            looks.run();
            assertArrayEquals(new float[] {42, 84, 126}, read(looks.output("twice")));
            input.write(new float[] {-1, -1, -1});
            trains.run();
            assertArrayEquals(new float[] {20, 41, 62}, read(weights));
        }
    }

    private void nothingElseChanges() {
        Value x = Ops.leaf("x", Shape.of(2, 3));
        Value y = Ops.relu(Ops.reshape(Ops.negate(x), Shape.of(6)));
        Buffer buffer = engine.allocate(x.shape());
        float[] values = {1, -2, 3, -4, 5, -6};
        buffer.write(values);
        try (Executable executable = engine.compile(Program.of("pure", Map.of("y", y), Map.of()), Map.of(x, buffer))) {
            executable.run();
            float[] first = read(executable.output("y"));
            executable.run();
            assertArrayEquals(first, read(executable.output("y")));
            assertArrayEquals(new float[] {0, 2, 0, 4, 0, 6}, first);
        }
        assertArrayEquals(values, read(buffer));
    }

    private void missingBuffer() {
        Value x = Ops.leaf("pixels", Shape.of(2));
        Program program = Program.of("lonely", Map.of("y", Ops.relu(x)), Map.of());
        names("pixels", refused(() -> engine.compile(program, Map.of())));
    }

    private void wrongShape() {
        Value x = Ops.leaf("pixels", Shape.of(2, 3));
        Program program = Program.of("askew", Map.of("y", Ops.relu(x)), Map.of());
        Buffer buffer = engine.allocate(Shape.of(3, 2));
        names("pixels", refused(() -> engine.compile(program, Map.of(x, buffer))));
    }

    /** Whole numbers that no float is. A backend that keeps floats says so, in place of taking another row. */
    private void exactIndices() {
        int rows = (1 << 24) + 4;
        Value table = Ops.leaf("table", Shape.of(rows, 1), ElementType.UINT8);
        Value indices = Ops.leaf("indices", Shape.of(3), ElementType.INT32);
        byte[] bytes = new byte[rows];
        int[] wanted = {rows - 3, rows - 1, 5};
        for (int i = 0; i < wanted.length; i++) {
            bytes[wanted[i]] = (byte) (200 + i);
        }
        Buffer data = engine.allocate(table.shape(), ElementType.UINT8);
        data.write(bytes);
        Buffer order = engine.allocate(indices.shape(), ElementType.INT32);
        Program program = Program.of("far", Map.of("rows", Ops.gatherRows(table, indices)), Map.of());
        try (Executable executable = engine.compile(program, Map.of(table, data, indices, order))) {
            order.write(wanted);
            executable.run();
            assertArrayEquals(new float[] {200, 201, 202}, read(executable.output("rows")));
        } catch (IllegalArgumentException e) {
            assertTrue(
                    String.valueOf(e.getMessage()).contains("use"), "the message says what to do: " + e.getMessage());
        }
    }

    private void unknownOutput() {
        Value x = Ops.leaf("x", Shape.of(2));
        Program program = Program.of("named", Map.of("result", Ops.relu(x)), Map.of());
        try (Executable executable = engine.compile(program, Map.of(x, engine.allocate(x.shape())))) {
            names("loss", refused(() -> executable.output("loss")));
        }
    }

    private static void foreignBuffer(Engines engines, Backend backend) {
        Engine own = engines.withThreads(1);
        try (Engine other = Engine.of(backend, new EngineOptions(1))) {
            Value x = Ops.leaf("pixels", Shape.of(2));
            Program program = Program.of("foreign", Map.of("y", Ops.relu(x)), Map.of());
            Buffer buffer = other.allocate(x.shape());
            names("pixels", refused(() -> own.compile(program, Map.of(x, buffer))));
        }
    }

    private static void twoAtOnce(Engines engines, Backend backend) {
        engines.withThreads(1);
        Case net = NetCases.all().get(1);
        net.expected();
        CompletableFuture<?>[] runs = new CompletableFuture<?>[2];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = CompletableFuture.runAsync(() -> {
                try (Engine engine = Engine.of(backend, new EngineOptions(2))) {
                    for (int round = 0; round < 5; round++) {
                        CaseRun.check(engine, net);
                    }
                }
            });
        }
        CompletableFuture.allOf(runs).join();
    }

    private static void changingThreads(Engines engines, Backend backend) {
        engines.withThreads(1);
        for (Case net : NetCases.all()) {
            try (Engine engine = Engine.of(backend, new EngineOptions(1))) {
                CaseRun.changingThreads(engine, net, 1, 3, 2, 4);
            }
        }
    }

    private static void closeTwice(Engines engines, Backend backend) {
        engines.withThreads(1);
        for (int i = 0; i < 3; i++) {
            Engine engine = Engine.of(backend, new EngineOptions(1 + i));
            assertFalse(engine.device().isBlank());
            engine.allocate(Shape.of(10));
            engine.close();
            engine.close();
        }
    }

    private static IllegalArgumentException refused(Runnable wrong) {
        return assertThrows(IllegalArgumentException.class, wrong::run);
    }

    private static void names(String what, IllegalArgumentException e) {
        assertTrue(String.valueOf(e.getMessage()).contains(what), "the message names " + what + ": " + e.getMessage());
    }

    private static float[] read(Buffer buffer) {
        float[] values = new float[buffer.shape().size()];
        buffer.read(values);
        return values;
    }
}
