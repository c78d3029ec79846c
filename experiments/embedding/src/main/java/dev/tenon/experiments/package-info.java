/**
 * Experiments from Java, JShell and notebooks: read a file, check it, run it, and inspect its results. Results are records and
 * plain arrays.
 *
 * <p>Experimental: names here may still change between minor versions; the changelog then says so.
 *
 * @since 0.2
 */
@NullMarked
package dev.tenon.experiments;

import org.jspecify.annotations.NullMarked;
