/**
 * The inner loops: scalar and vector twins behind small interfaces, chosen in {@link
 * dev.tenon.backend.cpu.kernels.Kernels}. They know arrays and offsets, nothing of programs. Twins give the same bits.
 */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.kernels;
