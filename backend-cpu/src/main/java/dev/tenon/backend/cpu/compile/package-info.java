/** From a program to steps: what is fused, in which order things run, and where every tensor lies. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.compile;
