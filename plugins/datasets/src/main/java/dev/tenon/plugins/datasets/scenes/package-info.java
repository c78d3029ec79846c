/** Scenes: handwritten digits put on a canvas, with what is where kept as annotations. */
@NullMarked
package dev.tenon.plugins.datasets.scenes;

import org.jspecify.annotations.NullMarked;
