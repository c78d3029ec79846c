package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class BackendPrewarmTest {
    @Test
    void findsTheBackendBeforeArgumentsAreRead() {
        assertEquals("cpu", BackendPrewarm.backend("run", "digits"));
        assertEquals("opencl", BackendPrewarm.backend("run", "digits", "--backend", "opencl", "--threads", "2"));
        assertEquals("opencl", BackendPrewarm.backend("run", "--backend=opencl", "digits"));
        assertEquals("cpu", BackendPrewarm.backend("run", "digits", "--backend"), "the command says what is missing");
    }
}
