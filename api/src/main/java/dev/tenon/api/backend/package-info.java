/** What a backend is: it compiles programs and runs them on a device. */
@NullMarked
package dev.tenon.api.backend;

import org.jspecify.annotations.NullMarked;
