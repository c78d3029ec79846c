/** Sums and maxima by the two rules of the numeric contract. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.kernels.reduce;
