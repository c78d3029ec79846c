/** Groups of elementwise ops in one generated loop each. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.kernels.loop;
