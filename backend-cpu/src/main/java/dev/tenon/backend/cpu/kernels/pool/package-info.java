/** Pooling of one image and its gradients. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.kernels.pool;
