/** Divides images into those to train on, those to choose by and those to test on. */
@NullMarked
package dev.tenon.plugins.datasets.split;

import org.jspecify.annotations.NullMarked;
