/** Runs packed to be handed on: with what a reader, a repository and a checking program need. */
@NullMarked
package dev.tenon.experiments.archive;

import org.jspecify.annotations.NullMarked;
