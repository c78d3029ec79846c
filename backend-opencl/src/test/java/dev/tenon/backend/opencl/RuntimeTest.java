package dev.tenon.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tenon.api.backend.Availability;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Where there is no OpenCL runtime the tests of this module are skipped; continuous integration must have one. */
final class RuntimeTest {
    @Test
    void thereIsADevice() {
        Availability availability = new OpenClBackend().probe();
        if (availability instanceof Availability.Unavailable no) {
            String message = "no OpenCL here, its tests are skipped: " + no.reason() + "; " + no.remedy();
            assertNotEquals("true", System.getenv("CI"), message);
            Assumptions.abort(message);
        }
        assertInstanceOf(Availability.Ready.class, availability);
    }
}
