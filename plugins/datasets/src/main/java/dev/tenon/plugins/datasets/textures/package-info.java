/** Generated textures. */
@NullMarked
package dev.tenon.plugins.datasets.textures;

import org.jspecify.annotations.NullMarked;
