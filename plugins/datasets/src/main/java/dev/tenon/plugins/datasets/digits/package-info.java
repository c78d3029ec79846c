/** The handwritten digits that come with Tenon. */
@NullMarked
package dev.tenon.plugins.datasets.digits;

import org.jspecify.annotations.NullMarked;
