/**
 * The built-in layers: what computes (convolution, dense, bias), what bends (activations), what summarises (pooling),
 * what rearranges (flatten, reshape, pad, crop, upsample), what joins branches (add, multiply, concat) and what steadies
 * training (normalisation by batch, layer, group or instance; dropout). Each is a stateless function written forward only,
 * in a file of its own.
 *
 * <p>Images are {@code [batch, height, width, channels]}, kernels {@code [height, width, channels in, channels out]},
 * dense weights {@code [in, out]}. Parameters are named {@code kernel}, {@code bias} and {@code gain}.
 */
@NullMarked
package dev.tenon.layers;

import org.jspecify.annotations.NullMarked;
