/** Analyses of trained networks. */
@NullMarked
package dev.tenon.plugins.analyses;

import org.jspecify.annotations.NullMarked;
