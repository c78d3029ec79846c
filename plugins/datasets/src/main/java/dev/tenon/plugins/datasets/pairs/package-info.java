/** Images two by two. */
@NullMarked
package dev.tenon.plugins.datasets.pairs;

import org.jspecify.annotations.NullMarked;
