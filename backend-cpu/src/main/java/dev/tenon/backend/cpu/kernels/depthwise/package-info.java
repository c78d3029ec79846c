/** Depthwise convolutions and their weight gradients. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.kernels.depthwise;
