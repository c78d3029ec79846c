/**
 * The built-in layers: what computes (convolution, dense, bias), what bends (activations), what summarises (pooling),
 * what rearranges (flatten, reshape, upsample), what joins branches (add, concat) and what steadies training (batch
 * normalisation, dropout). Each is a stateless function written forward only, in a file of its own.
 *
 * <p>Images are {@code [batch, height, width, channels]}, kernels {@code [height, width, channels in, channels out]},
 * dense weights {@code [in, out]}. Parameters are named {@code kernel}, {@code bias} and {@code gain}.
 */
@NullMarked
package dev.tenon.layers;

import org.jspecify.annotations.NullMarked;
