/** Runs in the formats of other programs. */
@NullMarked
package dev.tenon.experiments.export;

import org.jspecify.annotations.NullMarked;
