/** An experiment's data sets, loaded: images, the targets a loss wants, and the examples a trial draws. */
@NullMarked
package dev.tenon.experiments.data;

import org.jspecify.annotations.NullMarked;
