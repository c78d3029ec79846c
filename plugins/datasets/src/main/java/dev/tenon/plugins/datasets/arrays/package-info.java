/** Files that hold arrays of images and labels: NumPy's NPY and NPZ. */
@NullMarked
package dev.tenon.plugins.datasets.arrays;

import org.jspecify.annotations.NullMarked;
