/** The kernels: for each family of ops its OpenCL source, its arguments and the shape of its launch. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.opencl.kernels;
