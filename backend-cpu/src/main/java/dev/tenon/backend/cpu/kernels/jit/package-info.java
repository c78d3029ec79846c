/** Gets vector kernels compiled: a class for each set of constants, and a warm-up in the background. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.kernels.jit;
