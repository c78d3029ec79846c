/** YAML text as nodes that know their places, and mistakes, which have places too. */
@NullMarked
package dev.tenon.experiments.yaml;

import org.jspecify.annotations.NullMarked;
