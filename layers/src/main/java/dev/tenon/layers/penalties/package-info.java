/** What layers' results and parameters cost by themselves, as terms of an objective. */
@NullMarked
package dev.tenon.layers.penalties;

import org.jspecify.annotations.NullMarked;
