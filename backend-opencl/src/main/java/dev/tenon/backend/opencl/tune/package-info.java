/** Which of several equal ways to compute something is the fastest on a device, found by trying. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.opencl.tune;
