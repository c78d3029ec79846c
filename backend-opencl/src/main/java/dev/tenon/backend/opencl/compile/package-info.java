/** From a program to kernel launches: what is fused, in which order things run, and where every tensor is stored. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.opencl.compile;
