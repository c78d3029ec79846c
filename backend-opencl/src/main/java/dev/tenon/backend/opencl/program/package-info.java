/** Sources of kernels and what the driver compiles them to, kept in the process and on disk. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.opencl.program;
