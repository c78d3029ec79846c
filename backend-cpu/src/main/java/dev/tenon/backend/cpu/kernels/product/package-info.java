/** Matrix products of any size, as panels, chunks and rows of register tiles. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.kernels.product;
