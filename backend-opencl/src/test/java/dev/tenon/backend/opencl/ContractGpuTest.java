package dev.tenon.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.backend.Backend;
import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.device.OpenClException;
import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.backend.opencl.memory.DeviceMemory;
import dev.tenon.testkit.BackendContract;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The backend contract as a GPU's user gets it, whatever the device, in buffers that start as NaN: a result that any number
 * that nobody had written went into would differ.
 */
final class ContractGpuTest extends BackendContract {
    private static final Overridden PROPERTIES = new Overridden();

    @BeforeAll
    static void asOnAGpuInBuffersOfNaN() {
        PROPERTIES.set(Style.PROPERTY, "gpu").set(DeviceMemory.FILL, "nan");
    }

    @AfterAll
    static void asUsual() {
        PROPERTIES.restore();
    }

    @Override
    protected Backend backend() {
        return DeviceContexts.styled(style -> style);
    }

    /** Elementwise kernels are the same in every style but for their groups and bundles. */
    @Override
    protected int randomPrograms() {
        return 4;
    }

    @Test
    void kernelsAreThoseOfAGpu() {
        Style style = Style.of(DeviceContexts.required().limits());
        assertTrue(style.tiled());
        assertEquals(4, style.width());
        System.setProperty(Style.PROPERTY, "processor");
        assertFalse(Style.of(DeviceContexts.required().limits()).tiled());
        System.setProperty(Style.PROPERTY, "cpu");
        OpenClException e = assertThrows(
                OpenClException.class, () -> Style.of(DeviceContexts.required().limits()));
        assertEquals(
                "-Dtenon.opencl.style=cpu: there are gpu and processor; without it the device decides", e.getMessage());
        System.setProperty(Style.PROPERTY, "gpu");
    }

    @Test
    void buffersStartAsNaNToTheLastByte() {
        Device device = DeviceContexts.required();
        cl_command_queue queue = device.queue();
        try (DeviceMemory memory = DeviceMemory.of(device, 12, "a test")) {
            float[] values = new float[(int) memory.bytes() / Float.BYTES];
            CL.clEnqueueReadBuffer(queue, memory.handle(), true, 0, memory.bytes(), Pointer.to(values), 0, null, null);
            for (float value : values) {
                assertTrue(Float.isNaN(value), "starts as " + value);
            }
        } finally {
            CL.clReleaseCommandQueue(queue);
        }
    }
}
