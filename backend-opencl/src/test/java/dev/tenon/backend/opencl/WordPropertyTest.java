package dev.tenon.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.EngineOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties with a word that they do not take are told where the backend is asked for, whether there is a device or not. */
final class WordPropertyTest {

    @AfterEach
    void clear() {
        System.clearProperty("tenon.opencl.style");
        System.clearProperty("tenon.opencl.fill");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tenon.opencl.style | cpu  | -Dtenon.opencl.style=cpu: there are gpu and processor; without it the device decides
            tenon.opencl.fill  | zero | -Dtenon.opencl.fill=zero: there is nan; without it buffers start as the device leaves them
            tenon.opencl.fill  | NaN  | -Dtenon.opencl.fill=NaN: there is nan; without it buffers start as the device leaves them
            """)
    void anotherWordMakesTheBackendUnavailable(String property, String word, String reason) {
        System.setProperty(property, word);
        OpenClBackend backend = new OpenClBackend();
        Availability.Unavailable no = assertInstanceOf(Availability.Unavailable.class, backend.probe());
        assertEquals(reason, no.reason());
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> backend.start(new EngineOptions(1)));
        assertEquals(reason + "; " + no.remedy(), e.getMessage());
    }

    @Test
    void wordsThatTheyTakeAreNoFault() {
        System.setProperty("tenon.opencl.style", "processor");
        System.setProperty("tenon.opencl.fill", "nan");
        if (new OpenClBackend().probe() instanceof Availability.Unavailable no) {
            assertEquals(-1, no.reason().indexOf("-Dtenon"), no.reason());
        }
    }
}
