/** Register tiles: a few rows by a few vectors of a matrix product, over one chunk of terms. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.kernels.tile;
