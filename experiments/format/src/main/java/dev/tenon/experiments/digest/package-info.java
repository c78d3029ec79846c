/** What a file is known by: the digest of its bytes. */
@NullMarked
package dev.tenon.experiments.digest;

import org.jspecify.annotations.NullMarked;
