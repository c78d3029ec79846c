/** Copies and transposes of small matrices, to pack panels and planes. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.kernels.copy;
