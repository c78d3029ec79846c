/** Toy images with levels: building blocks make motifs, motifs make objects. */
@NullMarked
package dev.tenon.plugins.datasets.motifs;

import org.jspecify.annotations.NullMarked;
