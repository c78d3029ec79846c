/** What an augmentation is: a random change of a training example, drawn again in each epoch. */
@NullMarked
package dev.tenon.api.augmentation;

import org.jspecify.annotations.NullMarked;
