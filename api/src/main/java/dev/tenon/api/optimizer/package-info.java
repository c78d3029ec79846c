/** What an optimizer is: a function from a parameter and its gradient to the next parameter. */
@NullMarked
package dev.tenon.api.optimizer;

import org.jspecify.annotations.NullMarked;
