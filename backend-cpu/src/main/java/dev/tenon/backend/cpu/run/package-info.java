/** Runs compiled programs: their memory, their steps, and the thread team that shares each step. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.cpu.run;
