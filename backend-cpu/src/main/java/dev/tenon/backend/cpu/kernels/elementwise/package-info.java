@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.kernels.elementwise;
