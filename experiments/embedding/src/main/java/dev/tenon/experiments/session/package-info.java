/** A run on its way into its folder: what the command line and programs that embed Tenon have in common. */
@NullMarked
package dev.tenon.experiments.session;

import org.jspecify.annotations.NullMarked;
