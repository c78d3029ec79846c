package dev.tenon.api.backend;

/**
 * What a device can do at best, measured: what the speed of a program is compared with.
 *
 * @param flops float32 operations a second in fused multiply-adds that depend on nothing; one of them counts as two
 * @param bytes bytes a second that a copy between arrays too large for any cache reads and writes together
 */
public record Ceiling(double flops, double bytes) {}
