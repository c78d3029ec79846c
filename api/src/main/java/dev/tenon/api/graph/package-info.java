/**
 * The language of what can be computed: {@link dev.tenon.api.graph.Shape shapes}, {@link
 * dev.tenon.api.graph.Value values} made by {@link dev.tenon.api.graph.Op ops}, the functions that
 * write them ({@link dev.tenon.api.graph.Ops}), their derivatives ({@link
 * dev.tenon.api.graph.Gradients}) and whole {@link dev.tenon.api.graph.Program programs}.
 */
@NullMarked
package dev.tenon.api.graph;

import org.jspecify.annotations.NullMarked;
