package dev.tenon.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.backend.opencl.certify.Certificate;
import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.backend.opencl.program.DiskCache;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device is tried before it is used, and what that found is said of everything it computes. */
final class CertificationTest {
    @TempDir
    private Path folder;

    private DeviceContext context(Device device) {
        return new DeviceContext(device, Style.of(device.limits()), new DiskCache(folder));
    }

    @Test
    void everyOpIsTriedOnTensOfThousandsOfCases() {
        Certificate certificate = context(DeviceContexts.required()).certify();

        assertEquals("", certificate.difference());
        assertTrue(certificate.cases() > 10_000, "cases: " + certificate.cases());
    }

    /** A compiler takes its time for each source: all common kernels are one, generated ones are one, and products differ. */
    @Test
    void fewSourcesAreCompiledForIt() {
        DeviceContext context = context(DeviceContexts.required());
        context.certify();

        assertTrue(
                context.programs().compiled() <= 4,
                "sources: " + context.programs().compiled());
    }

    @Test
    void whatWasFoundIsKnownAgainAndSaid() {
        Device device = DeviceContexts.required();
        DeviceContext first = context(device);
        assertTrue(
                first.ready().devices().getFirst().endsWith("not yet certified"),
                first.ready().toString());
        first.certify();

        Availability.Ready ready = context(device).ready();

        assertTrue(ready.devices().getFirst().endsWith("certified for numerics 1"), ready.toString());
        assertEquals(0, ready.cautions().size());
    }

    @Test
    void aDeviceWithoutDoublesRunsUncertifiedAndTheFirstDifferenceIsNamed() {
        Device device = DeviceContexts.required();
        Device lesser = device.as(device.limits().withoutDoubles());
        OpenClBackend backend = new OpenClBackend(context(lesser));

        try (Engine engine = backend.start(new EngineOptions(1))) {
            assertTrue(engine.device().contains("uncertified: exp: "), engine.device());
        }

        assertTrue(backend.probe() instanceof Availability.Ready ready
                && !ready.cautions().isEmpty());
        String caution = ((Availability.Ready) backend.probe()).cautions().getFirst();
        assertTrue(caution.contains("does not keep numerics 1, first in exp: "), caution);
        assertTrue(caution.contains("no double precision"), caution);
    }

    @Test
    void whatIsNoCertificateIsNotTakenForOne() {
        Certificate found = new Certificate(7, "exp: 1 instead of 2");

        assertEquals(found, Certificate.parse(found.text()));
        assertNull(Certificate.parse(""));
        assertNull(Certificate.parse("seven\nexp"));
    }

    @Test
    void aCertificateOfAnotherDeviceIsNotTaken() {
        Device device = DeviceContexts.required();
        context(device.as(device.limits().withoutDoubles())).certify();

        assertFalse(context(device).ready().devices().getFirst().contains("uncertified"));
    }
}
