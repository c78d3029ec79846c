/** What a layer is: a function from settings and values to values. */
@NullMarked
package dev.tenon.api.layer;

import org.jspecify.annotations.NullMarked;
