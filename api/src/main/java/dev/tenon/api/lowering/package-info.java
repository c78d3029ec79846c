/**
 * What every backend that compiles programs decides in the same way, independent of the device: who uses a value ({@link
 * dev.tenon.api.lowering.Users}), which elementwise values one loop computes ({@link dev.tenon.api.lowering.FusionGroup}), how a broadcast is
 * read ({@link dev.tenon.api.lowering.Broadcast}), what a product does as it writes its results ({@link dev.tenon.api.lowering.Epilogue}),
 * where a convolution's windows lie ({@link dev.tenon.api.lowering.ConvShape}), which leaf is updated in place ({@link
 * dev.tenon.api.lowering.InPlaceUpdates}) and where temporary tensors are stored ({@link dev.tenon.api.lowering.Placement}). None of it changes a
 * bit of a result. A backend may use all, some or none.
 *
 * <p>Experimental: it may change in any version.
 */
@NullMarked
package dev.tenon.api.lowering;

import org.jspecify.annotations.NullMarked;
