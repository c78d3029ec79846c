package dev.tenon.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.launch.BoundKernels;
import dev.tenon.backend.opencl.launch.KernelCode;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.DeviceMemory;
import dev.tenon.backend.opencl.memory.Tensor;
import dev.tenon.backend.opencl.program.BuildException;
import dev.tenon.backend.opencl.program.DiskCache;
import dev.tenon.backend.opencl.program.KernelResources;
import dev.tenon.backend.opencl.program.KernelSource;
import dev.tenon.backend.opencl.program.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jocl.cl_command_queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiled programs are found again, damaged ones are not believed, and a compiler that refuses is heard. */
final class ProgramsTest {
    private static final KernelSource FILL = KernelResources.generated(
            "a test", "__kernel void one(__global float* out) { out[get_global_id(0)] = 1.0f; }", 1);

    @TempDir
    private Path folder;

    private Device device;

    /** Programs are kept by us, whatever the driver does. */
    @BeforeEach
    void otherPlatform() {
        Device real = DeviceContexts.required();
        device = real.as(real.limits().of("a platform for tests"));
    }

    private Programs programs() {
        return new Programs(device, new DiskCache(folder));
    }

    /** Runs the kernel. */
    private float run(Programs programs) {
        cl_command_queue queue = device.queue();
        float[] result = new float[4];
        try (DeviceMemory memory = DeviceMemory.of(device, 16, "a test")) {
            Tensor out = Tensor.of(memory, 4);
            Launch launch = Launch.of("one", new KernelCode.Written(FILL, "one"))
                    .out(out)
                    .over(4, 1);
            try (BoundKernels kernels = BoundKernels.of(device, programs, queue, List.of(launch))) {
                kernels.run();
                new StagingQueue(device, queue).read(out, 0, result);
            }
        } finally {
            device.release(queue);
        }
        return result[3];
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void whatWasCompiledIsLoadedTheNextTime() {
        Programs first = programs();
        assertEquals(1f, run(first));
        Programs second = programs();
        assertEquals(1f, run(second));

        assertEquals(1, first.compiled());
        assertEquals(0, second.compiled());
    }

    @Test
    void aDamagedFileIsCompiledAnewAndReplaced() throws IOException {
        assertEquals(1f, run(programs()));
        byte[] whole = Files.readAllBytes(file());
        for (int at : new int[] {0, 40, whole.length / 2, whole.length - 1}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file(), damaged);
            Programs again = programs();
            assertEquals(1f, run(again));
            assertEquals(1, again.compiled(), "byte " + at);
            assertEquals(0, ran(programs()).compiled(), "replaced after byte " + at);
        }
        Files.write(file(), new byte[7]);
        assertEquals(1, ran(programs()).compiled());
    }

    private Programs ran(Programs programs) {
        assertEquals(1f, run(programs));
        return programs;
    }

    @Test
    void aFolderThatCannotBeWrittenCostsNothingButTime() throws IOException {
        Path file = Files.createFile(folder.resolve("a file"));

        assertEquals(1f, run(new Programs(device, new DiskCache(file.resolve("below")))));
    }

    @Test
    void aRefusedKernelShowsTheCompilersLog() {
        KernelSource wrong =
                KernelResources.generated("the wrong kernel", "__kernel void wrong() { undeclared_name = 1; }", 1);

        BuildException refused =
                assertThrows(BuildException.class, () -> programs().get(wrong));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("refused the wrong kernel"), message);
        assertTrue(message.contains("undeclared_name"), message);
    }

    @Test
    void anotherDriverIsAnotherKey() {
        assertNotEquals(
                DeviceContexts.required().limits().identity(), device.limits().identity());
    }
}
