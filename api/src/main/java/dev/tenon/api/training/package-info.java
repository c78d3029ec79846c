/** What training needs besides layers and optimizers: losses, metrics, initializers, schedules. */
@NullMarked
package dev.tenon.api.training;

import org.jspecify.annotations.NullMarked;
