/** Arithmetic on pixels that gives the same bits everywhere. */
@NullMarked
package dev.tenon.plugins.datasets.image;

import org.jspecify.annotations.NullMarked;
