/** Whether a device keeps the numeric contract: every op, tried against its scalar definition. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.opencl.certify;
