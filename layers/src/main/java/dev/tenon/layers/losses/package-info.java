/**
 * The objective that training minimises. Each loss gives one number for each example, so that a loss means the same at every batch
 * size; several outputs count as their mean.
 */
@NullMarked
package dev.tenon.layers.losses;

import org.jspecify.annotations.NullMarked;
