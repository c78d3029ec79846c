package dev.tenon.backend.opencl.program;

/**
 * Kernels to be compiled together.
 *
 * @param name for messages
 * @param text OpenCL C, complete
 * @param options for the compiler, after those that every source gets
 */
public record KernelSource(String name, String text, String options) {}
