/** What is installed: the services that a file can name, and where each came from. */
@NullMarked
package dev.tenon.experiments.plugin;

import org.jspecify.annotations.NullMarked;
