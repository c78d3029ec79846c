/** Ranges of numbers, as settings. */
@NullMarked
package dev.tenon.plugins.datasets.range;

import org.jspecify.annotations.NullMarked;
