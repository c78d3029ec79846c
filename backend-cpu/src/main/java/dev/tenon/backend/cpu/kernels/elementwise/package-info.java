/** Single elementwise ops over runs of floats. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.kernels.elementwise;
