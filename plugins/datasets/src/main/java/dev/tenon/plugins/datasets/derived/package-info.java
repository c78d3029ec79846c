/** Data sets that are made of another one. */
@NullMarked
package dev.tenon.plugins.datasets.derived;

import org.jspecify.annotations.NullMarked;
