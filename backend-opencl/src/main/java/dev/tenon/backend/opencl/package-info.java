/** The backend {@code opencl}. */
package dev.tenon.backend.opencl;
