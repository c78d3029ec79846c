/** The backend {@code opencl} as the rest of Tenon sees it. */
@org.jspecify.annotations.NullMarked
package dev.tenon.backend.opencl;
