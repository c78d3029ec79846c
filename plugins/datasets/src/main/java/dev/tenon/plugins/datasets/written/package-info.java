/** Images written out, number by number, in the experiment's file. */
@NullMarked
package dev.tenon.plugins.datasets.written;

import org.jspecify.annotations.NullMarked;
