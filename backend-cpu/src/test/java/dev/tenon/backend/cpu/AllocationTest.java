package dev.tenon.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.Value;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.VectorWidth;
import dev.tenon.testkit.cases.Case;
import dev.tenon.testkit.cases.ConvolutionCases;
import dev.tenon.testkit.cases.DepthwiseCases;
import dev.tenon.testkit.cases.NetCases;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A training step allocates nothing once it is warm. Vectors are objects until the compiler has made registers of them, so
 * the vector kernels are given time until that has happened.
 */
final class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int RUNS = 20;
    private static final long PATIENCE_NANOS = 180_000_000_000L;

    @TestFactory
    Stream<DynamicTest> scalar() {
        CpuBackend backend = new CpuBackend(Kernels.of(VectorWidth.SCALAR));
        return NetCases.all().stream()
                .map(net -> DynamicTest.dynamicTest(net.name(), () -> allocatesNothing(backend, net)));
    }

    /** One net, for it takes seconds until all its kernels are compiled: convolutions, pooling, products, a softmax. */
    @Test
    void vectors() {
        Case lenet = NetCases.all().stream()
                .filter(net -> net.name().startsWith("lenet"))
                .findFirst()
                .orElseThrow();
        allocatesNothing(new CpuBackend(Kernels.of(VectorWidth.preferred())), lenet);
    }

    @Test
    void depthwiseVectors() {
        allocatesNothing(
                new CpuBackend(Kernels.of(VectorWidth.preferred())),
                DepthwiseCases.all().get(1));
    }

    @Test
    void vectorsOfFewChannels() {
        allocatesNothing(
                new CpuBackend(Kernels.of(VectorWidth.preferred())),
                ConvolutionCases.fewChannels().getFirst());
    }

    @Test
    void vectorsOfImages() {
        allocatesNothing(
                new CpuBackend(Kernels.of(VectorWidth.preferred())),
                ConvolutionCases.fewFilters().getLast());
    }

    private static void allocatesNothing(CpuBackend backend, Case net) {
        try (Engine engine = backend.start(new EngineOptions(1))) {
            Map<Value, Buffer> buffers = new LinkedHashMap<>();
            net.leaves().forEach((leaf, values) -> {
                Buffer buffer = engine.allocate(leaf.shape());
                buffer.write(values);
                buffers.put(leaf, buffer);
            });
            Executable step = engine.compile(net.program(), buffers);
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            long bytes = allocated(step);
            while (bytes > 0 && System.nanoTime() < deadline) {
                bytes = allocated(step);
            }
            long left = bytes;
            assertTrue(left == 0, () -> RUNS + " training steps allocated " + left + " bytes");
        }
    }

    private static long allocated(Executable step) {
        long id = Thread.currentThread().threadId();
        long before = THREADS.getThreadAllocatedBytes(id);
        for (int i = 0; i < RUNS; i++) {
            step.run();
        }
        return THREADS.getThreadAllocatedBytes(id) - before;
    }
}
