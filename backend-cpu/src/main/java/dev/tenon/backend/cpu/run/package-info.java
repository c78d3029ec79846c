/** What runs a compiled program: its memory, its steps, and the team of threads that shares each step. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.run;
