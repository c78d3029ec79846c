/** What the processor can do at best, measured: the yardstick of benchmarks. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.peak;
