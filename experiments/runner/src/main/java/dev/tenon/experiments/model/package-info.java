/** Networks as graphs of values, made from the layers of a stage. */
@NullMarked
package dev.tenon.experiments.model;

import org.jspecify.annotations.NullMarked;
