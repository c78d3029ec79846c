/** What follows a run in progress: for other programs to show. It can change nothing. */
@NullMarked
package dev.tenon.api.tracking;

import org.jspecify.annotations.NullMarked;
