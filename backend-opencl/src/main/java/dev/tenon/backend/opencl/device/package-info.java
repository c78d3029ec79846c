/** Platforms, devices and what they say of themselves: the edge where Tenon meets the OpenCL driver. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.opencl.device;
