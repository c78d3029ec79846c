package dev.tenon.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.EngineOptions;
import org.junit.jupiter.api.Test;

final class OpenClBackendTest {

    @Test
    void saysThatItCannotRunAndWhatToUseInstead() {
        var backend = new OpenClBackend();

        var unavailable = assertInstanceOf(Availability.Unavailable.class, backend.probe());
        var refused = assertThrows(IllegalStateException.class, () -> backend.start(new EngineOptions(1)));

        assertEquals("opencl", backend.type());
        assertEquals("use --backend cpu", unavailable.remedy());
        assertEquals("the OpenCL backend is not built yet: use --backend cpu", refused.getMessage());
    }
}
