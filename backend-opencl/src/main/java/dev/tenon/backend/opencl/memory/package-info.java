/** Device memory: tensors of their own, and the plan by which a program's temporary tensors share some. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.opencl.memory;
