/** Bags as an X-ray scanner sees them. */
@NullMarked
package dev.tenon.plugins.datasets.bags;

import org.jspecify.annotations.NullMarked;
