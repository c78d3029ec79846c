/** For who writes plugins: projects to start from. */
@NullMarked
package dev.tenon.experiments.author;

import org.jspecify.annotations.NullMarked;
