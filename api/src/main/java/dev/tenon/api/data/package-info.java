/** What a data set is: images, targets, splits and annotations. */
@NullMarked
package dev.tenon.api.data;

import org.jspecify.annotations.NullMarked;
