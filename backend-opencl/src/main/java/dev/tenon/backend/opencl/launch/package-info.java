/** Kernels with their arguments: as they are planned, and as the driver runs them. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.opencl.launch;
