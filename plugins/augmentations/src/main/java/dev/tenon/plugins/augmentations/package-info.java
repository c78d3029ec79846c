/** Augmentations: each draws one change of one example. */
@NullMarked
package dev.tenon.plugins.augmentations;

import org.jspecify.annotations.NullMarked;
