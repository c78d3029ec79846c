/** The steps of a compiled program, one class for each kind. A step allocates nothing when it runs. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.steps;
