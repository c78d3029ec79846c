package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class EarlyStartTest {
    @Test
    void findsTheBackendBeforeArgumentsAreRead() {
        assertEquals("cpu", EarlyStart.backend("run", "digits"));
        assertEquals("opencl", EarlyStart.backend("run", "digits", "--backend", "opencl", "--threads", "2"));
        assertEquals("opencl", EarlyStart.backend("run", "--backend=opencl", "digits"));
        assertEquals("cpu", EarlyStart.backend("run", "digits", "--backend"), "the command says what is missing");
    }
}
