/** How the learning rate changes while training: a factor for each step, computed in double with {@code StrictMath}. */
@NullMarked
package dev.tenon.plugins.optimizers.schedules;

import org.jspecify.annotations.NullMarked;
