/** Trackers of runs. */
@NullMarked
package dev.tenon.plugins.trackers;

import org.jspecify.annotations.NullMarked;
