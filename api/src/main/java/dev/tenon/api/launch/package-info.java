/**
 * How the parts of a run come to machines. A launcher starts command lines and waits for them; what they compute it does not know, so
 * that it cannot change a result.
 */
@NullMarked
package dev.tenon.api.launch;

import org.jspecify.annotations.NullMarked;
