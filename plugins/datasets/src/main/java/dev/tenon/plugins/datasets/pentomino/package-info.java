/** Images of pentomino sprites: are all of one kind? */
@NullMarked
package dev.tenon.plugins.datasets.pentomino;

import org.jspecify.annotations.NullMarked;
