/** Tables of images and their targets. */
@NullMarked
package dev.tenon.plugins.datasets.table;

import org.jspecify.annotations.NullMarked;
