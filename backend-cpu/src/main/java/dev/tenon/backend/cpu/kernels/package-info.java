/**
 * Selects the kernels of a vector width. The families are in the packages below: each is an interface with a scalar, a
 * vector and a switching twin, which give the same bits. Kernels know arrays and offsets, nothing of programs.
 */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.kernels;
