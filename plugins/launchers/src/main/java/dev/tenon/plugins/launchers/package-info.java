/** Where the shards of a run are computed. */
@NullMarked
package dev.tenon.plugins.launchers;

import org.jspecify.annotations.NullMarked;
