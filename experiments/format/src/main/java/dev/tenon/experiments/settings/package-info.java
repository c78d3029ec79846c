/** Settings records and nodes, one from the other, whatever the record. */
@NullMarked
package dev.tenon.experiments.settings;

import org.jspecify.annotations.NullMarked;
