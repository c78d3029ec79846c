/** The record of a run: a folder of files that is enough to report, to compare and to repeat it. */
@NullMarked
package dev.tenon.experiments.record;

import org.jspecify.annotations.NullMarked;
