/** Files in the IDX format of MNIST and Fashion-MNIST. */
@NullMarked
package dev.tenon.plugins.datasets.idx;

import org.jspecify.annotations.NullMarked;
