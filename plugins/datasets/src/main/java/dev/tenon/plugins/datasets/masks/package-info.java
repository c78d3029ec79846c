/** Images with a mask each. */
@NullMarked
package dev.tenon.plugins.datasets.masks;

import org.jspecify.annotations.NullMarked;
