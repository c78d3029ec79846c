/** Measures the peak rates of the processor, for benchmarks to compare with. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.peak;
