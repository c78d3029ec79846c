package dev.tenon.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.device.OpenClException;
import dev.tenon.backend.opencl.kernels.DataMovement;
import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.backend.opencl.launch.BoundKernels;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.DeviceMemory;
import dev.tenon.backend.opencl.memory.Tensor;
import dev.tenon.backend.opencl.program.DiskCache;
import dev.tenon.backend.opencl.program.Programs;
import dev.tenon.testkit.cases.Case;
import dev.tenon.testkit.cases.NetCases;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jocl.cl_command_queue;
import org.junit.jupiter.api.Test;

/** Device memory is freed, also after a failure; too little of it is said in numbers. */
final class MemoryTest {
    private static OpenClBackend backend(Device device) {
        return new OpenClBackend(new DeviceContext(device, Style.of(device.limits()), DiskCache.ofUser()));
    }

    private static Device withMemory(long bytes) {
        Device device = DeviceContexts.required();
        return device.as(device.limits().withMemory(bytes));
    }

    private static void run(Engine engine, Case net) {
        Map<Value, Buffer> buffers = new LinkedHashMap<>();
        net.leaves().forEach((leaf, values) -> {
            Buffer buffer = engine.allocate(leaf.shape());
            buffer.write(values);
            buffers.put(leaf, buffer);
        });
        // One is closed by its user, one is left to the engine.
        try (Executable closed = engine.compile(net.program(), buffers)) {
            closed.run();
        }
        engine.compile(net.program(), buffers).run();
    }

    @Test
    void everythingIsFreed() {
        Device device = withMemory(1L << 30);
        OpenClBackend backend = backend(device);
        for (Case net : NetCases.all()) {
            try (Engine engine = backend.start(new EngineOptions(1))) {
                run(engine, net);
                assertTrue(device.liveObjects() > 0 && device.liveBytes() > 0);
            }
            assertEquals(0, device.liveObjects(), net.name());
            assertEquals(0, device.liveBytes(), net.name());
        }
    }

    @Test
    void aClosedTensorIsFreedOnceNoProgramHasIt() {
        Device device = withMemory(1L << 30);
        try (Engine engine = backend(device).start(new EngineOptions(1))) {
            Value x = Ops.leaf("x", Shape.of(1 << 16));
            long before = device.liveBytes();
            Buffer buffer = engine.allocate(x.shape());
            long with = device.liveBytes();
            assertTrue(with >= before + (4 << 16), before + " then " + with);
            Program program = Program.of("one", Map.of("y", Ops.relu(x)), Map.of());
            try (Executable executable = engine.compile(program, Map.of(x, buffer))) {
                buffer.close();
                executable.output("y").close();
                executable.run();
                assertTrue(device.liveBytes() >= with);
            }
            assertEquals(before, device.liveBytes());
            assertThrows(IllegalStateException.class, () -> buffer.read(0, new float[1]));
            assertThrows(IllegalStateException.class, () -> buffer.write(0, new float[1]));
            assertThrows(IllegalStateException.class, () -> engine.compile(program, Map.of(x, buffer)));

            Buffer unbound = engine.allocate(x.shape());
            unbound.close();
            unbound.close();
            assertEquals(before, device.liveBytes());
        }
    }

    @Test
    void aProgramThatDoesNotFitSaysHowMuchItNeedsAndLeavesNothing() {
        Device device = withMemory(32L << 20);
        try (Engine engine = backend(device).start(new EngineOptions(1))) {
            Value x = Ops.leaf("x", Shape.of(256, 64, 64, 4));
            Buffer images = engine.allocate(x.shape());
            Value w = Ops.leaf("w", Shape.of(3, 3, 4, 4));
            Buffer kernels = engine.allocate(w.shape());
            Value y = Ops.conv2d(x, w, Window.of(3, 3).pad(1, 1, 1, 1), 1);
            Program program = Program.of("large", Map.of("sum", Ops.sum(y)), Map.of());
            long objects = device.liveObjects();
            long bytes = device.liveBytes();

            OpenClException refused =
                    assertThrows(OpenClException.class, () -> engine.compile(program, Map.of(x, images, w, kernels)));

            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains("the temporary memory of program large needs 33.0 MiB"), message);
            assertTrue(message.contains("16.0 MiB of 32.0 MiB are free"), message);
            assertTrue(message.contains("use a smaller batch"), message);
            assertEquals(objects, device.liveObjects());
            assertEquals(bytes, device.liveBytes());
        }
        assertEquals(0, device.liveObjects());
    }

    @Test
    void aTensorThatDoesNotFitIsRefusedWithItsSize() {
        Device device = withMemory(1L << 20);
        try (Engine engine = backend(device).start(new EngineOptions(1))) {
            OpenClException refused = assertThrows(OpenClException.class, () -> engine.allocate(Shape.of(1024, 1024)));

            assertTrue(String.valueOf(refused.getMessage()).startsWith("a tensor of [1024, 1024] needs 4.0 MiB"));
        }
    }

    /** A queue of another context answers as one whose device is gone. */
    @Test
    void aDeviceThatIsLostSaysSoAndLeavesNothing() {
        Device device = withMemory(1L << 30);
        Device other = withMemory(1L << 30);
        Programs programs = new Programs(device, DiskCache.ofUser());
        cl_command_queue lost = other.queue();
        try (DeviceMemory memory = DeviceMemory.of(device, 64, "a tensor")) {
            Launch fill = new DataMovement(Style.of(device.limits())).fill(Tensor.of(memory, 16), 16, 1f);
            try (BoundKernels kernels = BoundKernels.of(device, programs, lost, List.of(fill))) {
                OpenClException e = assertThrows(OpenClException.class, kernels::run);
                String message = String.valueOf(e.getMessage());
                assertTrue(message.contains("could not run fill: CL_INVALID_CONTEXT"), message);
                assertTrue(message.contains("start the run again, or use --backend cpu"), message);
            }
        } finally {
            other.release(lost);
        }
        assertEquals(0, device.liveObjects() + other.liveObjects());
    }

    @Test
    void aTemporaryTensorHasNoMoreElementsThanKernelsCount() {
        OpenClException refused = assertThrows(OpenClException.class, () -> Tensor.temporary(4096L * 1024 * 1024));

        assertTrue(String.valueOf(refused.getMessage()).contains("4294967296 elements"), refused.toString());
        assertTrue(String.valueOf(refused.getMessage()).contains("use a smaller batch"), refused.toString());
    }

    @Test
    void noTensorIsEmptyAndNoneHasMoreThanAnArrayHolds() {
        try (Engine engine = backend(DeviceContexts.required()).start(new EngineOptions(1))) {
            assertThrows(ShapeException.class, () -> engine.allocate(Shape.of(3, 0)));
            assertThrows(ShapeException.class, () -> engine.allocate(Shape.of(1 << 16, 1 << 16)));
        }
    }

    @Test
    void programsOfAnEngineShareTemporaryMemory() {
        Device device = withMemory(1L << 30);
        Case net = NetCases.all().get(1);
        try (Engine engine = backend(device).start(new EngineOptions(1))) {
            run(engine, net);
            long once = device.liveBytes();
            run(engine, net);
            long leaves = net.leaves().keySet().stream()
                    .mapToLong(leaf -> 4L * leaf.shape().size() + 256)
                    .sum();
            assertTrue(device.liveBytes() < once + leaves + (1 << 18), once + " then " + device.liveBytes());
        }
    }
}
